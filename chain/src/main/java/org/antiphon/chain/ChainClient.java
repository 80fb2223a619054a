package org.antiphon.chain;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.Web3jService;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import reactor.core.publisher.Mono;

/**
 * One chain, by whichever of its nodes answers best, for everything in this package that talks to one. Opens connections
 * only when they are needed.
 */
public final class ChainClient implements AutoCloseable {

    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_DELAY = Duration.ofMillis(50);
    private static final Duration SURVEY_EVERY = Duration.ofSeconds(10);

    private final Providers providers;
    private final ProviderSurvey survey;
    private final Web3jService service;
    private final Web3j web3j;
    private final HeadSubscription heads;
    private final BlockSource blockSource;

    private ChainClient(ChainEndpoint endpoint, RpcListener listener) {
        this.heads = new HeadSubscription(endpoint.wsUrl());
        this.providers = new Providers(
                endpoint.rpcUrls().stream()
                        .map(url -> provider(url, endpoint, listener))
                        .toList(),
                endpoint.chainId(),
                listener);
        this.survey = new ProviderSurvey(providers, SURVEY_EVERY, InstantSource.system());
        this.service = new ProvidersService(providers);
        this.web3j = Web3j.build(service);
        this.blockSource = new FallbackBlockSource(providers, survey, heads.numbers());
    }

    /** For the chain at an endpoint; does not wait for it. */
    public static ChainClient connect(ChainEndpoint endpoint) {
        return connect(endpoint, RpcListener.NONE);
    }

    /** The same, with somebody who counts what happens. */
    public static ChainClient connect(ChainEndpoint endpoint, RpcListener listener) {
        return new ChainClient(endpoint, listener);
    }

    /** The chain's blocks and logs; what fails for a moment is asked again a few times. */
    public BlockSource blockSource() {
        return blockSource;
    }

    /** The chain's id. */
    public Mono<Long> chainId() {
        return blockSource.chainId();
    }

    /** What an account holds, in wei. */
    public Mono<BigInteger> balance(String address) {
        return Mono.defer(() -> call(web3j.ethGetBalance(address, DefaultBlockParameterName.LATEST)))
                .map(answer -> answer.getBalance());
    }

    /** The node that is asked at the moment: scheme, host and port. */
    public String node() {
        return providers.current().name();
    }

    /** web3j over the same connections, for what this package does not offer; its asynchronous calls do not block. */
    public Web3j web3j() {
        return web3j;
    }

    /** Ends open requests and the subscription. */
    @Override
    public void close() {
        survey.close();
        heads.close();
        web3j.shutdown();
        providers.close();
    }

    /** For methods that web3j does not know. */
    Web3jService service() {
        return service;
    }

    <T extends Response<?>> Mono<T> call(Request<?, T> request) {
        return providers.ask(provider -> provider.rpc().call(request));
    }

    <T extends Response<?>> Mono<List<T>> batch(List<Request<?, T>> requests) {
        return providers.ask(provider -> provider.rpc().batch(requests));
    }

    <T extends Response<?>> Mono<List<T>> exchange(List<Request<?, T>> requests) {
        return providers.ask(provider -> provider.rpc().exchange(requests));
    }

    static long number(BigInteger value) {
        if (value.signum() < 0 || value.bitLength() > 62) {
            throw new InconsistentAnswerException(value + " (expected: a number below 2^62)");
        }
        return value.longValue();
    }

    private Provider provider(URI url, ChainEndpoint endpoint, RpcListener listener) {
        var rpc = new JsonRpc(new RpcTransport(url, endpoint.timeout(), listener));
        var node = new NodeBlockSource(rpc, heads.numbers());
        return new Provider(rpc, new RetryingBlockSource(node, ATTEMPTS, FIRST_DELAY), InstantSource.system());
    }
}
