package org.antiphon.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthCall;
import org.web3j.protocol.core.methods.response.EthGetCode;
import org.web3j.protocol.core.methods.response.EthGetTransactionReceipt;
import org.web3j.protocol.core.methods.response.EthSendTransaction;
import org.web3j.protocol.core.methods.response.EthTransaction;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.utils.Numeric;
import reactor.core.publisher.Mono;

/** What the relay and the deployer ask of a node. */
final class NodeTransactions {

    private static final DefaultBlockParameterName LATEST = DefaultBlockParameterName.LATEST;

    private final ChainClient client;

    NodeTransactions(ChainClient client) {
        this.client = client;
    }

    /** The next nonce of an account, counting included transactions only. */
    Mono<Long> nonce(String address) {
        return client.call(client.web3j().ethGetTransactionCount(address, LATEST))
                .map(answer -> ChainClient.number(answer.getTransactionCount()));
    }

    Mono<BigInteger> gasPrice() {
        return client.call(client.web3j().ethGasPrice()).map(answer -> answer.getGasPrice());
    }

    /** In wei. */
    Mono<BigInteger> balance(String address) {
        return client.balance(address);
    }

    /** The code at each address, hex, {@code 0x} where there is none. */
    Mono<List<String>> codes(List<String> addresses) {
        List<Request<?, EthGetCode>> requests = new ArrayList<>();
        addresses.forEach(address -> requests.add(client.web3j().ethGetCode(address, LATEST)));
        return client.batch(requests)
                .map(answers -> answers.stream().map(EthGetCode::getCode).toList());
    }

    /** What each view answers, hex, {@code 0x} where it fails. */
    Mono<List<String>> views(List<View> views) {
        List<Request<?, EthCall>> requests = new ArrayList<>();
        views.forEach(view -> requests.add(
                client.web3j().ethCall(Transaction.createEthCallTransaction(null, view.to(), view.data()), LATEST)));
        return client.exchange(requests)
                .map(answers -> answers.stream()
                        .map(answer -> answer.hasError() ? "0x" : answer.getValue())
                        .toList());
    }

    /** What a call answers; {@link TransactionRefused} when it fails. */
    Mono<String> call(String from, @Nullable BigInteger gasLimit, @Nullable String to, String data) {
        var transaction = Transaction.createFunctionCallTransaction(from, null, null, gasLimit, to, data);
        return client.call(client.web3j().ethCall(transaction, LATEST))
                .map(EthCall::getValue)
                .onErrorMap(
                        RpcErrorException.class,
                        e -> RevertReason.of(e)
                                .<RuntimeException>map(TransactionRefused::new)
                                .orElse(e));
    }

    /** For each signed transaction the node's complaint, empty when it took the transaction. */
    Mono<List<Optional<String>>> send(List<byte[]> raw) {
        List<Request<?, EthSendTransaction>> requests = new ArrayList<>();
        raw.forEach(bytes -> requests.add(client.web3j().ethSendRawTransaction(Numeric.toHexString(bytes))));
        return client.exchange(requests)
                .map(answers ->
                        answers.stream().map(NodeTransactions::complaint).toList());
    }

    /** The receipts of those transactions that are included, by hash. */
    Mono<Map<String, Receipt>> receipts(Collection<String> hashes) {
        List<Request<?, EthGetTransactionReceipt>> requests = new ArrayList<>();
        hashes.forEach(hash -> requests.add(client.web3j().ethGetTransactionReceipt(hash)));
        return client.batch(requests).map(answers -> {
            Map<String, Receipt> receipts = new HashMap<>();
            answers.forEach(answer -> answer.getTransactionReceipt()
                    .map(NodeTransactions::receipt)
                    .filter(receipt -> hashes.contains(receipt.transactionHash()))
                    .ifPresent(receipt -> receipts.put(receipt.transactionHash(), receipt)));
            return receipts;
        });
    }

    /** Those of the hashes that the node knows, included or waiting. */
    Mono<Set<String>> known(Collection<String> hashes) {
        List<Request<?, EthTransaction>> requests = new ArrayList<>();
        hashes.forEach(hash -> requests.add(client.web3j().ethGetTransactionByHash(hash)));
        return client.batch(requests)
                .map(answers -> answers.stream()
                        .flatMap(answer -> answer.getTransaction().stream())
                        .map(transaction -> transaction.getHash())
                        .collect(Collectors.toSet()));
    }

    /** The hash of the canonical block at a height, empty when the chain is shorter. */
    Mono<String> blockHash(long number) {
        return client.blockSource().block(number).map(Block::hash);
    }

    Mono<Long> head() {
        return client.blockSource().head();
    }

    private static Optional<String> complaint(EthSendTransaction answer) {
        return answer.hasError() ? Optional.of(String.valueOf(answer.getError().getMessage())) : Optional.empty();
    }

    private static Receipt receipt(TransactionReceipt receipt) {
        return new Receipt(
                receipt.getTransactionHash(),
                receipt.getBlockHash(),
                ChainClient.number(receipt.getBlockNumber()),
                receipt.isStatusOK());
    }

    /** A call of a function without side effects. */
    record View(String to, String data) {}
}
