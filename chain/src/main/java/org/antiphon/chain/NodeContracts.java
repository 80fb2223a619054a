package org.antiphon.chain;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.antiphon.chain.NodeTransactions.View;
import org.antiphon.contracts.EthereumSide;
import org.antiphon.contracts.Invocation;
import org.antiphon.contracts.RegistryKey;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.utils.Numeric;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the contracts of the service providers answer about nodes, asked in batches. */
final class NodeContracts {

    /** More ids of one type than this are not asked for: the contract can't have them, so the answer is wrong. */
    private static final long MAX_IDS = 100_000;

    private static final int BATCH = 500;

    private final NodeTransactions node;
    private final String factory;
    private final String serviceTypes;

    NodeContracts(NodeTransactions node, ChainAddresses addresses) {
        this.node = node;
        this.factory = addresses.address(EthereumSide.SERVICE_PROVIDER_FACTORY);
        this.serviceTypes = addresses.address(EthereumSide.SERVICE_TYPE_MANAGER);
    }

    /** Every registered node. */
    Mono<List<RegisteredNode>> all() {
        return views(List.of(view(serviceTypes, Invocation.of("getValidServiceTypes"))))
                .map(answers -> answers.getFirst().words(0).stream()
                        .map(NodeContracts::text)
                        .toList())
                .flatMap(types -> views(types.stream().map(this::count).toList())
                        .flatMapMany(counts ->
                                Flux.range(0, types.size()).concatMapIterable(i -> keys(types.get(i), counts.get(i))))
                        .buffer(BATCH)
                        .concatMap(this::find, 1)
                        .concatMapIterable(nodes -> nodes)
                        .collectList());
    }

    /** Those of the nodes that are registered. */
    Mono<List<RegisteredNode>> find(List<RegisteredNode.Key> keys) {
        return views(keys.stream().map(this::info).toList()).map(answers -> {
            var nodes = new ArrayList<RegisteredNode>();
            for (int i = 0; i < keys.size(); i++) {
                var answer = answers.get(i);
                if (answer.uint(2).signum() > 0) {
                    nodes.add(node(keys.get(i), answer));
                }
            }
            return nodes;
        });
    }

    /** The nodes of one type that an account owns. */
    Mono<List<RegisteredNode>> ownedBy(String owner, String type) {
        var ids = Invocation.of("getServiceProviderIdsFromAddress", new Address(owner), RegistryKey.word(type));
        return views(List.of(view(factory, ids)))
                .map(answers -> answers.getFirst().words(0).stream()
                        .map(word -> new RegisteredNode.Key(type, id(word)))
                        .toList())
                .flatMap(this::find);
    }

    private static RegisteredNode node(RegisteredNode.Key key, AbiReader answer) {
        return new RegisteredNode(
                key, answer.address(0), answer.lenientText(1), answer.address(3), ChainClient.number(answer.uint(2)));
    }

    private View count(String type) {
        return view(factory, Invocation.of("getTotalServiceTypeProviders", RegistryKey.word(type)));
    }

    private View info(RegisteredNode.Key key) {
        var id = new Uint256(key.id());
        return view(factory, Invocation.of("getServiceEndpointInfo", RegistryKey.word(key.type()), id));
    }

    private static List<RegisteredNode.Key> keys(String type, AbiReader count) {
        var ids = count.uint(0);
        if (ids.bitLength() > 62 || ids.longValue() > MAX_IDS) {
            throw new ChainException("nodes of type %s: %s (expected: at most %d)".formatted(type, ids, MAX_IDS));
        }
        return LongStream.rangeClosed(1, ids.longValue())
                .mapToObj(id -> new RegisteredNode.Key(type, id))
                .toList();
    }

    private Mono<List<AbiReader>> views(List<View> views) {
        return node.views(views)
                .map(answers -> answers.stream()
                        .map(Numeric::hexStringToByteArray)
                        .map(AbiReader::new)
                        .toList())
                .onErrorMap(
                        IllegalArgumentException.class,
                        e -> new ChainException("answer of a contract: " + e.getMessage(), e));
    }

    private static View view(String contract, Invocation invocation) {
        return new View(contract, invocation.encode(Map.of()));
    }

    /** Of an id in a topic or an answer. */
    static long id(byte[] word) {
        return ChainClient.number(new BigInteger(1, word));
    }

    /** Of a service type as the contracts keep it. */
    static String text(byte[] word) {
        var length = word.length;
        while (length > 0 && word[length - 1] == 0) {
            length--;
        }
        return new String(Arrays.copyOf(word, length), StandardCharsets.UTF_8);
    }
}
