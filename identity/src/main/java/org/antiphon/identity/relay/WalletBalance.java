package org.antiphon.identity.relay;

import java.math.BigDecimal;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.http.HttpService;
import org.web3j.utils.Convert;
import reactor.core.publisher.Mono;

/** Asks the chain how much ether the wallet has left. */
final class WalletBalance implements AutoCloseable {
    private final Web3j web3j;
    private final String address;

    WalletBalance(String rpcUrl, String address) {
        this.web3j = Web3j.build(new HttpService(rpcUrl));
        this.address = address;
    }

    Mono<BigDecimal> ether() {
        return Mono.fromFuture(() -> web3j.ethGetBalance(address, DefaultBlockParameterName.LATEST)
                        .sendAsync())
                .map(answer -> Convert.fromWei(answer.getBalance().toString(), Convert.Unit.ETHER));
    }

    @Override
    public void close() {
        web3j.shutdown();
    }
}
