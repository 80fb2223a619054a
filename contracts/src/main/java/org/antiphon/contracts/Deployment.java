package org.antiphon.contracts;

import java.util.ArrayList;
import java.util.List;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Uint256;

/**
 * What has to be on a chain before Antiphon can run on it, as an ordered list of transactions of one deployer.
 *
 * <p>The order is part of the contract with the world: a created contract's address follows from the deployer and the
 * step's place among the creations, and Audius's clients know EntityManager's development address, which is that of a
 * fourth transaction.
 *
 * @param creations the deployer's first transactions: the n-th is sent with nonce n
 * @param calls what links the created contracts, afterwards
 */
public record Deployment(List<Step.Create> creations, List<Step.Call> calls) {

    /** Name of the step whose contract records plays. */
    public static final String PLAY_LEDGER = "PlayLedgerProxy";

    /** Name of the step whose contract takes the signed changes of entities. */
    public static final String ENTITY_MANAGER = "EntityManagerProxy";

    /** Copies the lists. */
    public Deployment {
        creations = List.copyOf(creations);
        calls = List.copyOf(calls);
    }

    /** The contracts of the data layer: PlayLedger and EntityManager, each behind its proxy. */
    public static Deployment dataLayer(Roles roles) {
        var creations = new ArrayList<Step.Create>();
        creations.add(new Step.Create("PlayLedger", PlayLedger.BINARY, List.of()));
        creations.add(
                proxy(PLAY_LEDGER, "PlayLedger", roles.proxyAdmin(), call("initialize", new Address(roles.owner()))));
        creations.add(new Step.Create("EntityManager", EntityManager.BINARY, List.of()));
        var initialize = call("initialize", new Address(roles.verifier()), new Uint256(roles.domainChainId()));
        creations.add(proxy(ENTITY_MANAGER, "EntityManager", roles.proxyAdmin(), initialize));
        var calls = roles.recorders().stream().map(Deployment::allowRecorder).toList();
        return new Deployment(creations, calls);
    }

    private static Step.Create proxy(String name, String logic, String admin, Function initializer) {
        return new Step.Create(
                name,
                AdminUpgradeabilityProxy.BINARY,
                List.of(
                        new Argument.AddressOf(logic),
                        new Argument.Value(new Address(admin)),
                        new Argument.Encoded(initializer)));
    }

    private static Step.Call allowRecorder(String recorder) {
        var account = new Address(recorder);
        return new Step.Call(
                "allow recorder " + recorder,
                PLAY_LEDGER,
                call("setRecorder", account, new Bool(true)),
                call("isRecorder", account));
    }

    private static Function call(String name, Type<?>... arguments) {
        return new Function(name, List.of(arguments), List.of());
    }
}
