package org.antiphon.identity.relay;

import io.grpc.BindableService;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.antiphon.chain.ChainClient;
import org.antiphon.chain.ChainEndpoint;
import org.antiphon.chain.Eip712Domain;
import org.antiphon.chain.RelayOptions;
import org.antiphon.chain.TransactionRelay;
import org.antiphon.server.Database;
import org.antiphon.server.ServiceHost;
import reactor.core.publisher.Mono;

/**
 * The relay, put together and running.
 *
 * @param sender takes any transaction to the chain from the relay's wallet
 * @param service the relay of users' calls
 */
public record Relaying(TransactionSender sender, BindableService service) {
    private static final Duration DRAIN = Duration.ofSeconds(5);

    /** Starts on a host that closes it again; transactions of an earlier run are taken up first. */
    public static Relaying start(
            ServiceHost host,
            Database database,
            ChainEndpoint endpoint,
            RelayWallet wallet,
            Eip712Domain domain,
            RelayLimits limits) {
        var sender = startSender(host, database, endpoint, wallet, limits);
        var relay = new Relay(
                new CallVerifier(domain),
                new NonceRegister(database),
                sender,
                new RelayMetrics(host.metrics()),
                limits);
        return new Relaying(sender, new RelayGrpcService(relay));
    }

    private static StartedSender startSender(
            ServiceHost host, Database database, ChainEndpoint endpoint, RelayWallet wallet, RelayLimits limits) {
        var chain = ChainClient.connect(endpoint);
        host.onClose("chain client", chain);
        var balance = new WalletBalance(chain.web3j(), wallet.address());
        var backlog = new RelayBacklog(database, balance.ether(), limits, host.health(), host.metrics());
        var transactions = new TransactionRelay(
                chain,
                wallet.credentials(),
                new PostgresOutbox(database),
                RelayOptions.defaults().withFinality(limits.finality()));
        host.onClose("relay", () -> drain(transactions));
        var sender = new StartedSender(transactions, host.health().component("relay"));
        var starting = sender.start(new OutboxOwner(database).claim(wallet), () -> watch(host, backlog));
        host.onClose("relay start", starting::dispose);
        return sender;
    }

    private static void watch(ServiceHost host, RelayBacklog backlog) {
        var watching = backlog.watch().subscribe();
        host.onClose("relay watch", watching::dispose);
    }

    /** What is not mined by then waits in the outbox for the next start. */
    private static void drain(TransactionRelay transactions)
            throws InterruptedException, ExecutionException, TimeoutException {
        transactions.stop().timeout(DRAIN, Mono.empty()).toFuture().get(2 * DRAIN.toSeconds(), TimeUnit.SECONDS);
    }
}
