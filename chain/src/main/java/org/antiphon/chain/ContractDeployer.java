package org.antiphon.chain;

import java.util.List;
import org.web3j.crypto.Credentials;
import reactor.core.publisher.Mono;

/** Puts Antiphon's contracts on a chain. */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class ContractDeployer {

    /** On the chain of this node. */
    public ContractDeployer(ChainClient client) {
        throw new UnsupportedOperationException(client.toString());
    }

    /**
     * Deploys what is missing.
     *
     * @param deployer a wallet that has sent nothing but this deployment; owns PlayLedger afterwards
     * @param proxyAdmin may upgrade the contracts; must not be the deployer or a recorder
     * @param verifier may mark users as verified
     * @param recorders may record plays, for example the relay's wallet
     */
    public Mono<ChainAddresses> deploy(
            Credentials deployer, String proxyAdmin, String verifier, List<String> recorders) {
        throw new UnsupportedOperationException(deployer.getAddress() + proxyAdmin + verifier + recorders);
    }
}
