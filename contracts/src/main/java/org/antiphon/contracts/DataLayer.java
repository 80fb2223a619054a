package org.antiphon.contracts;

import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.generated.Uint256;

/** The contracts that users' writes and plays go to, each behind a transparent proxy. */
public final class DataLayer {

    /** Records plays. */
    public static final String PLAY_LEDGER = "PlayLedger";

    /** Takes the signed changes of entities. */
    public static final String ENTITY_MANAGER = "EntityManager";

    private DataLayer() {}

    /**
     * PlayLedger and EntityManager, whose proxy is the deployer's fourth transaction.
     *
     * @param domainChainId chain id in EntityManager's EIP-712 domain
     */
    public static Deployment deployment(Roles roles, long domainChainId) {
        var deployer = new Address(roles.deployer());
        var admin = new Argument.Value(new Address(roles.proxyAdmin()));
        var recorder = new Address(roles.recorder());
        var owner = new Address(roles.owner());
        return new DeploymentBuilder(AdminUpgradeabilityProxy.BINARY, admin)
                .proxied(PLAY_LEDGER, PlayLedger.BINARY, Invocation.of("initialize", deployer))
                .proxied(
                        ENTITY_MANAGER,
                        EntityManager.BINARY,
                        Invocation.of("initialize", new Address(roles.verifier()), new Uint256(domainChainId)))
                .call(
                        "allow the recorder",
                        PLAY_LEDGER,
                        Invocation.of("setRecorder", recorder, new Bool(true)),
                        Invocation.of("isRecorder", recorder),
                        new Argument.Value(new Bool(true)))
                .call(
                        "hand PlayLedger over",
                        PLAY_LEDGER,
                        Invocation.of("transferOwnership", owner),
                        Invocation.of("owner"),
                        new Argument.Value(owner))
                .build();
    }
}
