package org.antiphon.discovery.network;

import static org.antiphon.discovery.network.NetworkScene.assertUnexpected;
import static org.antiphon.discovery.testing.Contracts.address;
import static org.antiphon.discovery.testing.Contracts.number;
import static org.antiphon.discovery.testing.Contracts.uint;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.antiphon.contracts.Payments;
import org.antiphon.discovery.network.model.ContentType;
import org.antiphon.discovery.network.model.NetworkParameter;
import org.antiphon.discovery.network.model.OfferCancellation;
import org.antiphon.discovery.network.model.PaymentToken;
import org.antiphon.discovery.network.model.Purchase;
import org.antiphon.discovery.network.model.PurchaseSplit;
import org.antiphon.discovery.network.model.RefundState;
import org.antiphon.discovery.network.model.Tip;
import org.antiphon.discovery.rules.Verdict;
import org.antiphon.discovery.testing.Contracts;
import org.antiphon.discovery.testing.History;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.generated.Uint256;

class PaymentRulesTest {
    private static final long SELLER = 0xa1;
    private static final long BUYER = 0xb1;
    private static final long TOKEN = 0xe1;
    private static final Purchase.Id PURCHASE = new Purchase.Id(1);

    private final NetworkScene scene = new NetworkScene();

    @Test
    void aPurchaseIsKnownWithWhoGotWhat() {
        buy();

        assertThat(scene.row(PURCHASE)).satisfies(purchase -> {
            assertThat(purchase.buyerUserId()).isEqualTo(3_000_002);
            assertThat(purchase.contentType()).isEqualTo(ContentType.ALBUM);
            assertThat(purchase.price()).isEqualTo(100);
            assertThat(purchase.extra()).isEqualTo(10);
            assertThat(purchase.protocolFee()).isEqualTo(11);
            assertThat(purchase.refundState()).isEqualTo(RefundState.NONE);
        });
        assertThat(scene.row(new PurchaseSplit.Id(1, 1)))
                .isEqualTo(new PurchaseSplit(1, 1, address(0xc1), BigInteger.valueOf(9), 0));
        assertThat(scene.row(new PurchaseSplit.Id(1, 2))).isNull();
    }

    @Test
    void aRefundIsOwedAndThenPaid() {
        buy();
        refundOwed();
        assertThat(scene.row(PURCHASE)).extracting(Purchase::refundState).isEqualTo(RefundState.OWED);

        refunded(0xd1);
        assertThat(scene.row(PURCHASE)).satisfies(purchase -> {
            assertThat(purchase.refundState()).isEqualTo(RefundState.REFUNDED);
            assertThat(purchase.refundPayer()).isEqualTo(address(0xd1));
        });
    }

    @Test
    void aRefundOfAPurchaseOfWhichNothingWasToldIsUnexpected() {
        assertUnexpected(refundOwed());
        assertUnexpected(refunded(SELLER));
    }

    @Test
    void offersAreVoidBelowTheVersionThatWasNamedLast() {
        var all = new OfferCancellation.Id(address(SELLER), OfferCancellation.Scope.NONE, 0);
        var album = new OfferCancellation.Id(address(SELLER), OfferCancellation.Scope.ALBUM, 7);
        scene.emit(Contracts.PAYMENTS, Payments.OFFERSCANCELLED_EVENT, new Address(address(SELLER)), uint(2));
        cancelAlbum(3);
        cancelAlbum(5);

        assertThat(scene.row(all)).extracting(OfferCancellation::minimumVersion).isEqualTo(BigInteger.TWO);
        assertThat(scene.row(album))
                .isEqualTo(new OfferCancellation(
                        address(SELLER), OfferCancellation.Scope.ALBUM, 7, BigInteger.valueOf(5), History.GENESIS, 0));
    }

    @Test
    void idsThatNothingHasStayWithinWhatJsonHolds() {
        scene.emit(
                Contracts.PAYMENTS,
                Payments.TIPPED_EVENT,
                new Uint256(BigInteger.TWO.pow(200)),
                new Uint256(BigInteger.TWO.pow(255)),
                new Address(address(SELLER)),
                new Address(address(BUYER)),
                new Address(address(TOKEN)),
                uint(1));

        assertThat(scene.row(new Tip.Id(0, 0))).satisfies(tip -> {
            assertThat(tip.senderUserId()).isEqualTo((1L << 53) - 1);
            assertThat(tip.receiverUserId()).isEqualTo((1L << 53) - 1);
        });
    }

    @Test
    void aTipIsKnownByItsPlace() {
        scene.emit(
                Contracts.PAYMENTS,
                Payments.TIPPED_EVENT,
                uint(3_000_002),
                uint(3_000_001),
                new Address(address(SELLER)),
                new Address(address(BUYER)),
                new Address(address(TOKEN)),
                uint(6));

        assertThat(scene.row(new Tip.Id(0, 0))).satisfies(tip -> {
            assertThat(tip.senderUserId()).isEqualTo(3_000_002);
            assertThat(tip.receiver()).isEqualTo(address(SELLER));
            assertThat(tip.sender()).isEqualTo(address(BUYER));
            assertThat(tip.amount()).isEqualTo(6);
        });
    }

    @Test
    void whatGovernsPaymentsIsKnown() {
        allow(true);
        assertThat(scene.row(new PaymentToken.Id(address(TOKEN)))).isEqualTo(new PaymentToken(address(TOKEN), true, 0));
        allow(false);
        assertThat(scene.row(new PaymentToken.Id(address(TOKEN))))
                .isEqualTo(new PaymentToken(address(TOKEN), false, 0));

        scene.emit(Contracts.PAYMENTS, Payments.FEEUPDATED_EVENT, uint(250), new Address(address(1)));
        scene.emit(Contracts.PAYMENTS, Payments.REFUNDWINDOWUPDATED_EVENT, uint(99));
        assertThat(scene.row(new NetworkParameter.Id("Payments", "fee")))
                .extracting(NetworkParameter::value)
                .isEqualTo(BigInteger.valueOf(250));
        assertThat(scene.row(new NetworkParameter.Id("Payments", "refund_window")))
                .extracting(NetworkParameter::value)
                .isEqualTo(BigInteger.valueOf(99));
    }

    private void buy() {
        scene.emit(
                Contracts.PAYMENTS,
                Payments.PURCHASED_EVENT,
                uint(1),
                uint(3_000_002),
                new Address(address(SELLER)),
                new Address(address(BUYER)),
                number(ContentType.ALBUM),
                uint(7),
                new Address(address(TOKEN)),
                uint(100),
                uint(10),
                uint(11),
                new DynamicArray<>(Address.class, List.of(new Address(address(SELLER)), new Address(address(0xc1)))),
                new DynamicArray<>(Uint256.class, List.of(uint(90), uint(9))));
    }

    private Verdict refundOwed() {
        return scene.emit(
                Contracts.PAYMENTS,
                Payments.REFUNDOWED_EVENT,
                uint(1),
                new Address(address(SELLER)),
                new Address(address(BUYER)),
                new Address(address(TOKEN)),
                uint(100));
    }

    private Verdict refunded(long payer) {
        return scene.emit(
                Contracts.PAYMENTS,
                Payments.REFUNDED_EVENT,
                uint(1),
                new Address(address(BUYER)),
                new Address(address(payer)),
                new Address(address(TOKEN)),
                uint(100));
    }

    private void cancelAlbum(long version) {
        scene.emit(
                Contracts.PAYMENTS,
                Payments.CONTENTOFFERSCANCELLED_EVENT,
                new Address(address(SELLER)),
                number(ContentType.ALBUM),
                uint(7),
                uint(version));
    }

    private void allow(boolean isAllowed) {
        scene.emit(Contracts.PAYMENTS, Payments.TOKENALLOWED_EVENT, new Address(address(TOKEN)), new Bool(isAllowed));
    }
}
