package org.antiphon.chain;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.antiphon.contracts.DataLayer;
import org.antiphon.contracts.Deployment;
import org.antiphon.contracts.EthereumSide;
import org.antiphon.contracts.Parameters;
import org.antiphon.contracts.Roles;
import org.awaitility.Awaitility;
import org.web3j.crypto.Credentials;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.utils.Numeric;
import reactor.core.publisher.Mono;

/** A real development chain with the contracts on it, and the levers a test pulls. */
public final class TestChain implements AutoCloseable {
    /** More for the gas than the relay offers, so that what a test sends comes first in its block: 100 gwei. */
    private static final BigInteger AHEAD = BigInteger.valueOf(100_000_000_000L);

    /** Where anvil is kept between builds. */
    public static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "antiphon");

    private final DevChain chain;
    private final ChainClient client;

    private TestChain(DevChain chain) {
        this.chain = chain;
        this.client = ChainClient.connect(chain.endpoint());
    }

    /** What a Mono emits, which must be something, within a minute. */
    public static <T> T get(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(Duration.ofMinutes(1)));
    }

    /** Starts a chain that keeps its state in a directory. */
    public static TestChain start(Path directory) {
        return new TestChain(get(DevChain.start(DevChainOptions.of(directory, CACHE))));
    }

    /** Deploys the data layer: account 0 deploys, 1 may upgrade, 2 verifies, 3 is the relay. */
    public ChainAddresses deploy() {
        return deploy(DataLayer.deployment(roles(), DevChain.CHAIN_ID));
    }

    /** Deploys both sides; account 0 is the guardian of Governance, too, and account 4 has all AUDIO. */
    public ChainAddresses deployBothSides() {
        return deploy(bothSides());
    }

    ChainAddresses deploy(Deployment deployment) {
        return get(new ContractDeployer(client).deploy(account(0), deployment, DevChain.CHAIN_ID));
    }

    Deployment bothSides() {
        return DataLayer.deployment(roles(), DevChain.CHAIN_ID)
                .then(EthereumSide.deployment(roles(), Parameters.development()));
    }

    private Roles roles() {
        var owner = account(0).getAddress();
        return new Roles(
                owner,
                owner,
                account(1).getAddress(),
                account(2).getAddress(),
                account(3).getAddress(),
                account(4).getAddress());
    }

    /** The chain itself. */
    public DevChain chain() {
        return chain;
    }

    /** A client of it. */
    public ChainClient client() {
        return client;
    }

    /** A funded account. */
    public Credentials account(int index) {
        return chain.credentials(index);
    }

    /** Adds empty blocks. */
    public void mine(int blocks) {
        call("anvil_mine", "0x" + Integer.toHexString(blocks));
    }

    /** Adds blocks with a transaction each, which no other block has. */
    public void fill(int blocks) {
        var last = get(client.blockSource().head()) + blocks;
        for (int i = 0; i < blocks; i++) {
            send(7, account(7).getAddress(), "0x");
        }
        Awaitility.await().until(() -> get(client.blockSource().head()) >= last);
    }

    /** Replaces the newest blocks by as many others, without their transactions. */
    public void reorg(int depth) {
        call("anvil_reorg", depth, List.of());
    }

    /** Takes the newest blocks away. */
    public void rollback(int depth) {
        call("anvil_rollback", depth);
    }

    /** Whether each transaction gets its block at once. */
    public void automine(boolean on) {
        call("evm_setAutomine", on);
    }

    /** Empties the pool of waiting transactions. */
    public void dropPool() {
        call("anvil_dropAllTransactions");
    }

    /** Sends a transaction from an account of the node's own. */
    public String send(int from, String to, String data) {
        var transaction = Transaction.createFunctionCallTransaction(
                account(from).getAddress(), null, AHEAD, Numeric.toBigInt("0x100000"), to, data);
        return (String) call("eth_sendTransaction", transaction).getResult();
    }

    /** Any JSON-RPC. */
    public Response<?> call(String method, Object... parameters) {
        var request =
                new Request<Object, AnyResponse>(method, List.of(parameters), client.service(), AnyResponse.class);
        return get(client.call(request));
    }

    @Override
    public void close() {
        client.close();
        chain.close();
    }

    /** An answer of whatever type. */
    public static final class AnyResponse extends Response<Object> {}
}
