package org.antiphon.identity;

import org.antiphon.chain.ChainEndpoint;
import org.antiphon.chain.Eip712Domain;
import org.antiphon.identity.authentication.AuthenticationGrpcService;
import org.antiphon.identity.authentication.Authentications;
import org.antiphon.identity.authentication.LookupKeys;
import org.antiphon.identity.plays.PlayRecorder;
import org.antiphon.identity.relay.RelayWallet;
import org.antiphon.identity.relay.Relaying;
import org.antiphon.server.ServiceHost;

/** The identity service, put together by hand: what is opened first is closed last. */
public final class IdentityService {
    private IdentityService() {}

    /** Starts the service; closing the host stops it. Blocks while the database migrates. */
    public static ServiceHost start(IdentityConfig config) {
        var keys = new LookupKeys(config.lookupSecret());
        var wallet = RelayWallet.of(config.relayKey());
        var domain = new Eip712Domain(config.chainId(), config.entityManager());
        var host = ServiceHost.create("identity", config.listen());
        try {
            return start(host, config, keys, wallet, domain);
        } catch (RuntimeException failure) {
            host.close();
            throw failure;
        }
    }

    private static ServiceHost start(
            ServiceHost host, IdentityConfig config, LookupKeys keys, RelayWallet wallet, Eip712Domain domain) {
        var database = host.database(config.database(), "db/identity");
        var endpoint = ChainEndpoint.of(config.rpcUrls(), config.wsUrl());
        var relaying = Relaying.start(host, database, endpoint, wallet, domain, config.relay());
        var plays = PlayRecorder.start(host, database, relaying.sender(), config.playLedger(), config.plays());
        return host.serve(
                relaying.service(), plays, new AuthenticationGrpcService(new Authentications(database, keys)));
    }
}
