package org.antiphon.chain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Blocks and logs of one node, by JSON-RPC. Checks the shape of what it gets; {@link VerifiedRange} checks its sense. */
final class NodeBlockSource implements BlockSource {

    private static final String GET_BLOCK = "eth_getBlockByNumber";

    private static final ResultReader<Long> QUANTITY = parser -> new HexFields(parser).quantity();

    private final JsonRpc rpc;
    private final Flux<Long> wakeUps;

    NodeBlockSource(JsonRpc rpc, Flux<Long> wakeUps) {
        this.rpc = rpc;
        this.wakeUps = wakeUps;
    }

    @Override
    public Mono<Long> chainId() {
        return rpc.read("eth_chainId", List.of(), QUANTITY);
    }

    @Override
    public Mono<Long> head() {
        return rpc.read("eth_blockNumber", List.of(), QUANTITY);
    }

    @Override
    public Mono<Block> block(long number) {
        return rpc.read(GET_BLOCK, header(number), new BlockReader())
                .flatMap(Mono::justOrEmpty)
                .doOnNext(block -> checkNumber(block, number));
    }

    @Override
    public Mono<List<Block>> blocks(long from, long to) {
        var requests = LongStream.rangeClosed(from, to)
                .mapToObj(NodeBlockSource::header)
                .toList();
        return rpc.readAll(GET_BLOCK, requests, new BlockReader())
                .map(answers -> answers.stream().map(NodeBlockSource::present).toList())
                .onErrorMap(e -> refused(from, to, e));
    }

    @Override
    public Mono<List<LocatedLog>> logs(long from, long to, Set<String> addresses) {
        var filter = Map.of("address", addresses, "fromBlock", hex(from), "toBlock", hex(to));
        return Mono.defer(() -> rpc.read("eth_getLogs", List.of(filter), new LogReader()))
                .onErrorMap(e -> refused(from, to, e));
    }

    @Override
    public Flux<Long> wakeUps() {
        return wakeUps;
    }

    private static List<?> header(long number) {
        return List.of(hex(number), false);
    }

    private static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }

    /** Nodes word and number their limits as they like: an error for several blocks may be none for fewer. */
    private static Throwable refused(long from, long to, Throwable e) {
        var isForRange = e instanceof RpcErrorException || e instanceof OversizedAnswerException;
        return isForRange && from < to ? new RangeRefusedException(from, to, String.valueOf(e.getMessage())) : e;
    }

    private static Block present(Optional<Block> answer) {
        return answer.orElseThrow(() -> new InconsistentAnswerException("a block below the head is missing"));
    }

    private static void checkNumber(Block block, long asked) {
        if (block.number() != asked) {
            throw new InconsistentAnswerException("block %d (expected: %d)".formatted(block.number(), asked));
        }
    }
}
