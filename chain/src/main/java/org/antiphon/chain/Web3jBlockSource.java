package org.antiphon.chain;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterNumber;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.utils.Numeric;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Blocks and logs of a node, by JSON-RPC. Checks the shape of what it gets; {@link VerifiedRange} checks its sense. */
final class Web3jBlockSource implements BlockSource {

    private final ChainClient client;

    Web3jBlockSource(ChainClient client) {
        this.client = client;
    }

    @Override
    public Mono<Long> head() {
        return client.call(client.web3j().ethBlockNumber()).map(answer -> ChainClient.number(answer.getBlockNumber()));
    }

    @Override
    public Mono<Block> block(long number) {
        return client.call(header(number))
                .flatMap(answer -> Mono.justOrEmpty(answer.getBlock()))
                .map(Web3jBlockSource::block);
    }

    @Override
    public Mono<List<Block>> blocks(long from, long to) {
        var requests = LongStream.rangeClosed(from, to).mapToObj(this::header).toList();
        return client.batch(requests)
                .map(answers -> answers.stream().map(Web3jBlockSource::present).toList())
                .onErrorMap(RpcErrorException.class, e -> refused(from, to, e));
    }

    @Override
    public Mono<List<LocatedLog>> logs(long from, long to, Set<String> addresses) {
        var filter = new EthFilter(parameter(from), parameter(to), List.copyOf(addresses));
        return client.call(client.web3j().ethGetLogs(filter))
                .map(answer ->
                        answer.getLogs().stream().map(Web3jBlockSource::log).toList())
                .onErrorMap(RpcErrorException.class, e -> refused(from, to, e));
    }

    @Override
    public Flux<Long> wakeUps() {
        return client.heads().numbers();
    }

    private Request<?, EthBlock> header(long number) {
        return client.web3j().ethGetBlockByNumber(parameter(number), false);
    }

    /** Nodes word and number their limits as they like: an error for several blocks may be none for fewer. */
    private static ChainException refused(long from, long to, RpcErrorException e) {
        return from < to ? new RangeRefusedException(from, to, e.reason()) : e;
    }

    private static DefaultBlockParameter parameter(long number) {
        return new DefaultBlockParameterNumber(number);
    }

    private static Block present(EthBlock answer) {
        if (answer.getBlock() == null) {
            throw new InconsistentAnswerException("a block below the head is missing");
        }
        return block(answer.getBlock());
    }

    private static Block block(EthBlock.Block block) {
        return wellFormed(() -> new Block(
                ChainClient.number(block.getNumber()),
                word(block.getHash()),
                word(block.getParentHash()),
                Instant.ofEpochSecond(ChainClient.number(block.getTimestamp()))));
    }

    private static LocatedLog log(EthLog.LogResult<?> result) {
        return wellFormed(() -> {
            var log = (Log) result;
            var content = new EventLog(
                    log.getAddress().toLowerCase(Locale.ROOT),
                    log.getTopics().stream().map(Web3jBlockSource::word).toList(),
                    Numeric.hexStringToByteArray(log.getData()),
                    word(log.getTransactionHash()),
                    log.getTransactionIndex().intValueExact(),
                    log.getLogIndex().intValueExact());
            return new LocatedLog(ChainClient.number(log.getBlockNumber()), word(log.getBlockHash()), content);
        });
    }

    private static String word(String hex) {
        return Words.hex(Words.bytes32(hex));
    }

    // A missing field shows as a null, a wrong one as any of several exceptions.
    private static <T> T wellFormed(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (ChainException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new InconsistentAnswerException("malformed block or log: " + e.getMessage());
        }
    }
}
