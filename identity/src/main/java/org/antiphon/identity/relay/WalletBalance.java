package org.antiphon.identity.relay;

import java.math.BigDecimal;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.utils.Convert;
import reactor.core.publisher.Mono;

/** Asks the chain how much ether the wallet has left. */
final class WalletBalance {
    private final Web3j web3j;
    private final String address;

    WalletBalance(Web3j web3j, String address) {
        this.web3j = web3j;
        this.address = address;
    }

    Mono<BigDecimal> ether() {
        return Mono.fromFuture(() -> web3j.ethGetBalance(address, DefaultBlockParameterName.LATEST)
                        .sendAsync())
                .map(answer -> Convert.fromWei(answer.getBalance().toString(), Convert.Unit.ETHER));
    }
}
