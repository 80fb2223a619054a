package org.antiphon.chain;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import reactor.core.publisher.Mono;

/** One node, for everything in this package that talks to one. Opens connections only when they are needed. */
public final class ChainClient implements AutoCloseable {

    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_DELAY = Duration.ofMillis(50);

    private final JsonRpc rpc;
    private final Web3j web3j;
    private final HeadSubscription heads;
    private final BlockSource blockSource;

    private ChainClient(ChainEndpoint endpoint) {
        this.rpc = new JsonRpc(endpoint);
        this.web3j = Web3j.build(rpc);
        this.heads = new HeadSubscription(endpoint.wsUrl());
        this.blockSource = new RetryingBlockSource(new Web3jBlockSource(this), ATTEMPTS, FIRST_DELAY);
    }

    /** For the node at an endpoint; does not wait for it. */
    public static ChainClient connect(ChainEndpoint endpoint) {
        return new ChainClient(endpoint);
    }

    /** The node's blocks and logs; what fails for a moment is asked again a few times. */
    public BlockSource blockSource() {
        return blockSource;
    }

    /** The chain's id. */
    public Mono<Long> chainId() {
        return call(web3j.ethChainId()).map(answer -> answer.getChainId().longValueExact());
    }

    /** What an account holds, in wei. */
    public Mono<BigInteger> balance(String address) {
        return Mono.defer(() -> call(web3j.ethGetBalance(address, DefaultBlockParameterName.LATEST)))
                .map(answer -> answer.getBalance());
    }

    /** Completes on this chain, fails on another: what follows the wrong one would look healthy. */
    public Mono<Void> requireChain(long expected) {
        return Mono.defer(this::chainId)
                .filter(found -> found != expected)
                .flatMap(found ->
                        Mono.error(new ChainException("chain id: %d (expected: %d)".formatted(found, expected))));
    }

    /** web3j over the same connection, for what this package does not offer; its asynchronous calls do not block. */
    public Web3j web3j() {
        return web3j;
    }

    /** Ends open requests and the subscription. */
    @Override
    public void close() {
        heads.close();
        web3j.shutdown();
        rpc.close();
    }

    HeadSubscription heads() {
        return heads;
    }

    <T extends Response<?>> Mono<T> call(Request<?, T> request) {
        return rpc.call(request);
    }

    <T extends Response<?>> Mono<List<T>> batch(List<Request<?, T>> requests) {
        return rpc.batch(requests);
    }

    <T extends Response<?>> Mono<List<T>> exchange(List<Request<?, T>> requests) {
        return rpc.exchange(requests);
    }

    static long number(BigInteger value) {
        if (value.signum() < 0 || value.bitLength() > 62) {
            throw new InconsistentAnswerException(value + " (expected: a number below 2^62)");
        }
        return value.longValue();
    }
}
