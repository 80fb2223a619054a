package org.antiphon.standalone.deploy;

import java.net.URI;
import java.util.Objects;
import java.util.function.Consumer;
import org.antiphon.chain.ChainAddresses;
import org.antiphon.chain.ChainClient;
import org.antiphon.chain.ChainEndpoint;
import org.antiphon.chain.ContractDeployer;
import org.antiphon.chain.DeploymentPlan;
import org.antiphon.contracts.Deployment;
import org.jspecify.annotations.Nullable;
import org.web3j.crypto.Credentials;
import reactor.core.publisher.Mono;

/** A chain that is deployed to. */
final class Target implements AutoCloseable {
    private final ChainClient client;
    private final @Nullable ChainAddresses known;

    /**
     * A chain that is reached by JSON-RPC.
     *
     * @param known what the address book has of it from an earlier run
     */
    Target(URI rpcUrl, @Nullable ChainAddresses known) {
        this.client = ChainClient.connect(ChainEndpoint.of(rpcUrl.toString(), null));
        this.known = known;
    }

    long chainId() {
        return get(client.chainId());
    }

    DeploymentPlan plan(String deployer, Deployment deployment) {
        var chainId = known == null ? chainId() : known.chainId();
        return get(new ContractDeployer(client).plan(deployer, deployment, chainId));
    }

    void carryOut(DeploymentPlan plan, Credentials deployer, Consumer<String> progress) {
        new ContractDeployer(client).carryOut(plan, deployer).doOnNext(progress).blockLast();
    }

    /** Where the contracts will be; a resumed deployment began where its first run wrote. */
    ChainAddresses addresses(DeploymentPlan plan) {
        var planned = plan.chainAddresses();
        return known != null && known.contracts().equals(planned.contracts()) ? known : planned;
    }

    @Override
    public void close() {
        client.close();
    }

    private static <T> T get(Mono<T> mono) {
        return Objects.requireNonNull(mono.block());
    }
}
