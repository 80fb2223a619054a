// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {GovernanceV2} from "../../src/eth/GovernanceV2.sol";
import {ContentType, Payments} from "../../src/payments/Payments.sol";
import {Vm} from "../TestKit.sol";
import {OddToken, PaymentsKit} from "./PaymentsKit.sol";

/// @dev A seller whose wallet is a contract: signs by remembering digests.
contract ContractWallet {
    mapping(bytes32 => bool) public signedDigests;

    function sign(bytes32 digest) external {
        signedDigests[digest] = true;
    }

    function isValidSignature(bytes32 digest, bytes calldata) external view returns (bytes4) {
        return signedDigests[digest] ? bytes4(0x1626ba7e) : bytes4(0xffffffff);
    }
}

/// @dev A contract that answers, or reverts with, the same bytes whatever it is asked.
contract StaticAnswer {
    bytes private answer;
    bool private succeeds;

    constructor(bytes memory bytes_, bool success) {
        (answer, succeeds) = (bytes_, success);
    }

    fallback() external {
        bytes memory given = answer;
        bool success = succeeds;
        assembly {
            switch success
            case 0 { revert(add(given, 32), mload(given)) }
            default { return(add(given, 32), mload(given)) }
        }
    }
}

contract PaymentsTest is PaymentsKit {
    address private constant ARBITRATION = address(0xA4B);
    string private constant PURCHASED =
        "Purchased(uint256,uint256,address,address,uint8,uint256,address,uint256,uint256,uint256,address[],uint256[])";

    function setUp() public {
        deployPayments();
        vm.prank(governance);
        payments.setArbitrationAddress(ARBITRATION);
    }

    // Purchases

    function test_saysItsBounds() public view {
        assertEq(payments.MAX_RECIPIENTS(), 10, "recipients");
        assertEq(payments.MAX_FEE(), 1_000, "fee in basis points");
        assertEq(payments.MAX_REFUND_WINDOW(), 2_628_000, "refund window in blocks");
    }

    function test_purchase_paysTheSplitAtOnceAndTellsDiscovery() public {
        setFee(1_000);
        Payments.Offer memory offer = trackOffer();
        vm.recordLogs();
        assertEq(buy(offer, 501), 1, "purchase id");

        uint256[] memory amounts = new uint256[](2);
        (amounts[0], amounts[1]) = (946, 405);
        assertLog(
            ownLog(PURCHASED),
            address(payments),
            PURCHASED,
            words(word(1), word(BUYER_USER), word(seller)),
            abi.encode(buyer, 0, 42, address(audio), PRICE, 501, 150, offer.recipients, amounts)
        );
        assertEq(audio.balanceOf(ARTIST), 946, "70 % and the dust");
        assertEq(audio.balanceOf(PRODUCER), 405, "30 %");
        assertEq(audio.balanceOf(TREASURY), 150, "10 % fee");
        require(payments.isPurchased(BUYER_USER, ContentType.Track, 42, seller), "purchased");
        require(!payments.isPurchased(BUYER_USER, ContentType.Album, 42, seller), "not the album of that id");
        assertEq(payments.purchaseCount(), 1, "purchases");
    }

    function testFuzz_purchase_conservesValue(uint128 price, uint128 extra, uint256 fee, uint256 seed) public {
        price = uint128(1 + price % 400_000e18);
        extra = extra % 400_000e18;
        setFee(fee % 1_001);
        Payments.Offer memory offer = trackOffer();
        offer.price = price;
        splitAtRandom(offer, seed);
        uint256 before = audio.balanceOf(buyer);
        uint256 treasuryBefore = audio.balanceOf(TREASURY);
        vm.recordLogs();
        buy(offer, extra);

        (,,,,,, uint256 charged,, uint256[] memory amounts) = abi.decode(
            ownLog(PURCHASED).data, (address, uint8, uint256, address, uint256, uint256, uint256, address[], uint256[])
        );
        uint256 sum = charged;
        for (uint256 i = 0; i < amounts.length; i++) {
            sum += amounts[i];
            uint256 exact = (uint256(price) + extra - charged) * offer.shares[i] / 10_000;
            require(amounts[i] >= exact && amounts[i] < exact + 10, "share");
            require(i == 0 || amounts[i] == exact, "dust goes to the first");
        }
        assertEq(sum, uint256(price) + extra, "payouts and fee make up price and extra");
        assertEq(before - audio.balanceOf(buyer), sum, "buyer paid");
        assertEq(audio.balanceOf(TREASURY) - treasuryBefore, charged, "treasury");
        assertEq(audio.balanceOf(address(payments)), 0, "no custody");
    }

    function test_purchase_ofAnAlbumByAContractSeller() public {
        ContractWallet wallet = new ContractWallet();
        Payments.Offer memory offer = trackOffer();
        offer.contentType = ContentType.Album;
        offer.seller = address(wallet);
        assertRefusedWith(offer, "", "Payments: offer is not signed by the seller");
        wallet.sign(digestOf(offer));
        vm.prank(buyer);
        payments.purchase(offer, "", BUYER_USER, 0);
        require(payments.isPurchased(BUYER_USER, ContentType.Album, 42, address(wallet)), "purchased");
    }

    function test_purchase_wantsTheWholeAnswerOfAContractSeller() public {
        Payments.Offer memory offer = trackOffer();
        offer.seller = address(new StaticAnswer(hex"1626ba7e", true));
        assertRefusedWith(offer, "", "Payments: offer is not signed by the seller");
        offer.seller = address(new StaticAnswer(abi.encode(bytes4(0x1626ba7e)), false));
        assertRefusedWith(offer, "", "Payments: offer is not signed by the seller");
        offer.seller = address(new StaticAnswer(abi.encode(bytes4(0x1626ba7e)), true));
        vm.prank(buyer);
        payments.purchase(offer, "", BUYER_USER, 0);
    }

    function test_purchase_acceptsTheKeyOfASellerWithCode() public {
        Payments.Offer memory offer = trackOffer();
        vm.etch(seller, hex"00");
        buy(offer, 0);
        assertEq(audio.balanceOf(ARTIST), 700, "paid");
    }

    function test_purchase_letsTheBuyerBeARecipient() public {
        Payments.Offer memory offer = trackOffer();
        offer.recipients[1] = buyer;
        uint256 before = audio.balanceOf(buyer);
        buy(offer, 0);
        assertEq(before - audio.balanceOf(buyer), 700, "own share stays");
    }

    function testFuzz_purchase_refusesAnotherSigner(uint256 number) public {
        uint256 key = keyFrom(number);
        vm.assume(key != SELLER_KEY);
        Payments.Offer memory offer = trackOffer();
        assertRefusedWith(offer, signedBy(key, offer), "Payments: offer is not signed by the seller");
    }

    function testFuzz_purchase_refusesAnythingButTheSignedTerms(uint256 field, uint256 change) public {
        Payments.Offer memory offer = trackOffer();
        bytes memory signature = signedBy(SELLER_KEY, offer);
        field %= 6;
        if (field == 0) offer.price = 1 + change % PRICE / 2;
        else if (field == 1) offer.contentId = 43 + change % 1_000;
        else if (field == 2) offer.recipients[change % 2] = address(0xBAD);
        else if (field == 3) (offer.shares[0], offer.shares[1]) = (change % 7_000, 10_000 - change % 7_000);
        else if (field == 4) offer.expiry += 1 + change % 1_000;
        else offer.version += 1 + change % 1_000;
        assertRefusedWith(offer, signature, "Payments: offer is not signed by the seller");
    }

    function test_purchase_refusesASignatureForAnotherChain() public {
        Payments.Offer memory offer = trackOffer();
        bytes memory signature = signedBy(SELLER_KEY, offer);
        vm.chainId(5);
        assertRefusedWith(offer, signature, "Payments: offer is not signed by the seller");
    }

    function test_purchase_refusesBadTerms() public {
        Payments.Offer memory offer = trackOffer();
        offer.price = 0;
        assertRefused(offer, "Payments: price is 0");
        offer = trackOffer();
        offer.token = address(0x70CE);
        assertRefused(offer, "Payments: token is not allowed");
        offer = trackOffer();
        vm.warp(offer.expiry + 1);
        assertRefused(offer, "Payments: offer has expired");
        bytes memory call = abi.encodeCall(Payments.purchase, (offer, "", 0, 0));
        assertReverts(address(payments), call, "Payments: buyer user id is 0");
    }

    function test_purchase_isOpenInTheLastSecondOfAnOffer() public {
        Payments.Offer memory offer = trackOffer();
        vm.warp(offer.expiry);
        buy(offer, 0);
        assertEq(audio.balanceOf(ARTIST), 700, "paid");
    }

    function test_purchase_refusesBadSplits() public {
        Payments.Offer memory offer = trackOffer();
        offer.shares[0] = 7_001;
        assertRefused(offer, "Payments: shares must sum to 10,000");
        offer.shares[0] = 6_999;
        assertRefused(offer, "Payments: shares must sum to 10,000");
        offer.shares = new uint256[](1);
        assertRefused(offer, "Payments: expected one share per recipient");
        offer.shares = new uint256[](3);
        (offer.shares[0], offer.shares[1]) = (7_000, 3_000);
        assertRefused(offer, "Payments: expected one share per recipient");
        offer.recipients = new address[](0);
        assertRefused(offer, "Payments: expected 1 to 10 recipients");
        offer.recipients = new address[](11);
        assertRefused(offer, "Payments: expected 1 to 10 recipients");
        offer = trackOffer();
        offer.recipients[1] = address(0);
        assertRefused(offer, "Payments: recipient is the zero address");
        offer.recipients[1] = address(payments);
        assertRefused(offer, "Payments: recipient is this contract");
    }

    function test_purchase_isRefusedTwice_butNotFromAnotherSeller() public {
        buy(trackOffer(), 0);
        assertRefused(trackOffer(), "Payments: user has already bought this from the seller");

        Payments.Offer memory offer = trackOffer();
        offer.seller = vm.addr(0xF00);
        bytes memory signature = signedBy(0xF00, offer);
        vm.prank(buyer);
        assertEq(payments.purchase(offer, signature, BUYER_USER, 0), 2, "an impostor's offer bars nobody's");
    }

    function test_purchase_needsTheAllowance() public {
        approve(buyer, PRICE - 1);
        assertRefused(trackOffer(), "ERC20: transfer amount exceeds allowance");
        assertEq(audio.balanceOf(ARTIST), 0, "all or nothing");
    }

    function test_purchaseWithPermit_toleratesAPermitThatWasSentBefore() public {
        approve(buyer, 0);
        Payments.Permit memory permit = permitOf(BUYER_KEY, PRICE, block.timestamp);
        audio.permit(buyer, address(payments), permit.value, permit.deadline, permit.v, permit.r, permit.s);
        buyWithPermit(permit);
        assertEq(audio.balanceOf(ARTIST), 700, "paid");
    }

    function test_purchaseWithPermit_approvesBySignature() public {
        approve(buyer, 0);
        buyWithPermit(permitOf(BUYER_KEY, PRICE, block.timestamp));
        assertEq(audio.balanceOf(PRODUCER), 300, "paid");
        assertEq(audio.allowance(buyer, address(payments)), 0, "allowance is used up");
    }

    function test_purchaseWithPermit_failsWithoutAnAllowance() public {
        approve(buyer, 0);
        Payments.Permit memory permit = permitOf(0xBAD, PRICE, block.timestamp);
        Payments.Offer memory offer = trackOffer();
        bytes memory call =
            abi.encodeCall(Payments.purchaseWithPermit, (offer, signedBy(SELLER_KEY, offer), BUYER_USER, 0, permit));
        vm.prank(buyer);
        assertReverts(address(payments), call, "ERC20: transfer amount exceeds allowance");
    }

    function test_permits_areRefusedForTokensThatAreNotAllowed() public {
        Payments.Permit memory permit = permitOf(BUYER_KEY, PRICE, block.timestamp);
        Payments.Offer memory offer = trackOffer();
        offer.token = address(0x70CE);
        bytes memory call =
            abi.encodeCall(Payments.purchaseWithPermit, (offer, signedBy(SELLER_KEY, offer), BUYER_USER, 0, permit));
        assertReverts(address(payments), call, "Payments: token is not allowed");
        call = abi.encodeCall(Payments.tipWithPermit, (address(0x70CE), 5, 7, 8, ARTIST, permit));
        assertReverts(address(payments), call, "Payments: token is not allowed");
    }

    // Offers

    function test_cancelOffers_makesOlderVersionsVoid() public {
        Payments.Offer memory old = trackOffer();
        vm.prank(seller);
        vm.recordLogs();
        payments.cancelOffers(2);
        assertLog(onlyLog(), address(payments), "OffersCancelled(address,uint256)", words(word(seller)), abi.encode(2));
        assertEq(payments.minimumVersion(seller), 2, "minimum version");
        assertRefused(old, "Payments: offer was cancelled");
        vm.prank(seller);
        assertReverts(
            address(payments), abi.encodeCall(Payments.cancelOffers, (2)), "Payments: minimum version must rise"
        );
        old.version = 2;
        buy(old, 0);
    }

    function test_cancelContentOffers_leavesOtherContentOnSale() public {
        Payments.Offer memory old = trackOffer();
        vm.prank(seller);
        vm.recordLogs();
        payments.cancelContentOffers(ContentType.Track, 42, 2);
        assertLog(
            onlyLog(),
            address(payments),
            "ContentOffersCancelled(address,uint8,uint256,uint256)",
            words(word(seller), word(0), word(42)),
            abi.encode(2)
        );
        assertEq(payments.minimumContentVersion(seller, ContentType.Track, 42), 2, "minimum version");
        assertRefused(old, "Payments: offer was cancelled");
        bytes memory call = abi.encodeCall(Payments.cancelContentOffers, (ContentType.Track, 42, 2));
        vm.prank(seller);
        assertReverts(address(payments), call, "Payments: minimum version must rise");
        old.contentId = 43;
        buy(old, 0);
    }

    function testFuzz_offerDigest_isWhatWalletsSign(uint128 id, uint128 price, uint64 expiry, uint256 seed)
        public
        view
    {
        Payments.Offer memory offer = trackOffer();
        (offer.contentId, offer.price, offer.expiry, offer.version) = (id, price, expiry, seed);
        splitAtRandom(offer, seed);
        assertEq(payments.offerDigest(offer), digestOf(offer), "digest");
    }

    // Tips

    function testFuzz_tip_reachesTheReceiverWhole(uint128 amount, uint64 from, uint64 to) public {
        amount = uint128(1 + amount % 1_000_000e18);
        (from, to) = (from == 0 ? 1 : from, to == 0 ? 1 : to);
        setFee(1_000);
        vm.recordLogs();
        vm.prank(buyer);
        payments.tip(address(audio), amount, from, to, ARTIST);
        assertLog(
            ownLog("Tipped(uint256,uint256,address,address,address,uint256)"),
            address(payments),
            "Tipped(uint256,uint256,address,address,address,uint256)",
            words(word(from), word(to), word(ARTIST)),
            abi.encode(buyer, address(audio), amount)
        );
        assertEq(audio.balanceOf(ARTIST), amount, "receiver");
        assertEq(audio.balanceOf(address(payments)), 0, "no custody");
    }

    function test_tipWithPermit_approvesBySignature() public {
        approve(buyer, 0);
        Payments.Permit memory permit = permitOf(BUYER_KEY, 5, block.timestamp);
        vm.prank(buyer);
        payments.tipWithPermit(address(audio), 5, 7, 8, ARTIST, permit);
        assertEq(audio.balanceOf(ARTIST), 5, "receiver");
    }

    function test_tip_refusesWhatCannotBePaid() public {
        assertTipRefused(address(0x70CE), 5, 7, 8, ARTIST, "Payments: token is not allowed");
        assertTipRefused(address(audio), 0, 7, 8, ARTIST, "Payments: tip is 0");
        assertTipRefused(address(audio), 5, 0, 8, ARTIST, "Payments: user id of a tip is 0");
        assertTipRefused(address(audio), 5, 7, 0, ARTIST, "Payments: user id of a tip is 0");
        assertTipRefused(address(audio), 5, 7, 8, address(0), "Payments: recipient is the zero address");
        assertTipRefused(address(audio), 5, 7, 8, address(payments), "Payments: recipient is this contract");
    }

    // Refunds

    function test_orderRefund_collectsFromTheSellersAllowance() public {
        uint256 id = buy(trackOffer(), 500);
        fundSeller(PRICE);
        uint256 before = audio.balanceOf(buyer);
        vm.recordLogs();
        orderRefund(id, block.number);

        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertLog(
            logs[0],
            address(payments),
            "RefundOwed(uint256,address,address,address,uint256)",
            words(word(id), word(seller), word(buyer)),
            abi.encode(address(audio), PRICE)
        );
        assertLog(
            logs[1],
            address(payments),
            "Refunded(uint256,address,address,address,uint256)",
            words(word(id), word(buyer), word(seller)),
            abi.encode(address(audio), PRICE)
        );
        assertEq(audio.balanceOf(buyer) - before, PRICE, "the price, not the extra");
        assertEq(uint256(payments.getPurchase(id).refundState), uint256(Payments.RefundState.Refunded), "state");
        assertEq(payments.owedRefunds(seller), 0, "owes nothing");
        require(!payments.isPurchased(BUYER_USER, ContentType.Track, 42, seller), "access ended");
        buy(trackOffer(), 0);
    }

    function test_orderRefund_stopsTheSellersSalesUntilSomebodySettles() public {
        uint256 id = buy(trackOffer(), 0);
        orderRefund(id, block.number);
        assertEq(uint256(payments.getPurchase(id).refundState), uint256(Payments.RefundState.Owed), "state");
        assertEq(payments.owedRefunds(seller), 1, "owes one");
        Payments.Offer memory other = trackOffer();
        other.contentId = 43;
        assertRefused(other, "Payments: seller owes a refund");

        address friend = address(0xF41E);
        audio.transfer(friend, PRICE);
        approve(friend, PRICE);
        uint256 before = audio.balanceOf(buyer);
        vm.prank(friend);
        payments.settleRefund(id);
        assertEq(audio.balanceOf(buyer) - before, PRICE, "buyer");
        assertEq(audio.balanceOf(friend), 0, "friend");
        buy(other, 0);
        assertReverts(address(payments), abi.encodeCall(Payments.settleRefund, (id)), "Payments: no refund is owed");
        assertReverts(address(payments), abi.encodeCall(Payments.collectRefund, (id)), "Payments: no refund is owed");
    }

    function test_collectRefund_worksOnceTheSellerHasMoney() public {
        uint256 id = buy(trackOffer(), 0);
        assertReverts(address(payments), abi.encodeCall(Payments.collectRefund, (id)), "Payments: no refund is owed");
        orderRefund(id, block.number);
        assertReverts(
            address(payments), abi.encodeCall(Payments.collectRefund, (id)), "ERC20: transfer amount exceeds balance"
        );
        fundSeller(PRICE);
        uint256 before = audio.balanceOf(buyer);
        payments.collectRefund(id);
        assertEq(audio.balanceOf(buyer) - before, PRICE, "buyer");
        assertEq(payments.owedRefunds(seller), 0, "owes nothing");
    }

    function test_orderRefund_isForArbitrationWithinTheWindowOnce() public {
        uint256 id = buy(trackOffer(), 0);
        uint256 last = block.number + REFUND_WINDOW;
        assertEq(payments.getPurchase(id).refundDeadline, last, "deadline");
        bytes memory order = abi.encodeCall(Payments.orderRefund, (id, last));
        assertReverts(address(payments), order, "Payments: Only arbitration");
        vm.prank(ARBITRATION);
        assertReverts(
            address(payments),
            abi.encodeCall(Payments.orderRefund, (id, last + 1)),
            "Payments: case opened after the refund window"
        );
        vm.roll(last + 1_000);
        orderRefund(id, last);
        vm.prank(ARBITRATION);
        assertReverts(address(payments), order, "Payments: refund already ordered");
        vm.prank(ARBITRATION);
        assertReverts(
            address(payments), abi.encodeCall(Payments.orderRefund, (id + 1, 1)), "Payments: no such purchase"
        );
        assertReverts(address(payments), abi.encodeCall(Payments.getPurchase, (0)), "Payments: no such purchase");
    }

    // Odd tokens

    function test_tokensThatTakeAFeeAreRefused() public {
        OddToken odd = oddToken();
        Payments.Offer memory offer = trackOffer();
        offer.token = address(odd);
        uint256 id = buy(offer, 0);
        odd.mint(seller, PRICE);
        odd.takeFee(1);
        offer.contentId = 43;
        assertRefused(offer, "Payments: token takes a fee on transfer");
        assertTipRefused(address(odd), 5, 7, 8, ARTIST, "Payments: token takes a fee on transfer");
        orderRefund(id, block.number);
        assertEq(payments.owedRefunds(seller), 1, "a short refund is none");
    }

    function test_tokensThatAnswerFalseAreRefused() public {
        OddToken odd = oddToken();
        odd.answerFalse();
        bytes memory call = abi.encodeCall(Payments.tip, (address(odd), 5, 7, 8, ARTIST));
        vm.prank(buyer);
        (bool success, bytes memory answer) = address(payments).call(call);
        require(!success, "must revert");
        assertEq(answer, abi.encodeWithSignature("SafeERC20FailedOperation(address)", odd), "error");
    }

    function test_tokensCannotReenter() public {
        OddToken odd = oddToken();
        bytes[] memory calls = new bytes[](4);
        calls[0] = abi.encodeCall(Payments.tip, (address(audio), 5, 7, 8, ARTIST));
        calls[1] = abi.encodeCall(Payments.purchase, (trackOffer(), signedBy(SELLER_KEY, trackOffer()), 9, 0));
        calls[2] = abi.encodeCall(Payments.settleRefund, (1));
        calls[3] = abi.encodeCall(Payments.collectRefund, (1));
        audio.transfer(address(odd), 1e18);
        approve(address(odd), 1e18);
        for (uint256 i = 0; i < calls.length; i++) {
            odd.callBack(address(payments), calls[i]);
            vm.prank(buyer);
            payments.tip(address(odd), 5, 7, 8, ARTIST);
            require(odd.calleeReverted(), "reentered");
        }
    }

    function test_tokensCannotReenterAnyPayment() public {
        OddToken odd = oddToken();
        audio.transfer(address(odd), 1e18);
        approve(address(odd), 1e18);
        odd.mint(seller, 2 * PRICE);
        odd.callBack(address(payments), abi.encodeCall(Payments.tip, (address(audio), 5, 7, 8, ARTIST)));
        Payments.Offer memory offer = trackOffer();
        offer.token = address(odd);
        bytes memory signature = signedBy(SELLER_KEY, offer);
        Payments.Permit memory none_;

        vm.prank(buyer);
        uint256 first = payments.purchaseWithPermit(offer, signature, BUYER_USER, 0, none_);
        assertReentryRefused(odd);
        vm.prank(buyer);
        payments.tipWithPermit(address(odd), 5, 7, 8, ARTIST, none_);
        assertReentryRefused(odd);
        offer.contentId = 43;
        uint256 second = buy(offer, 0);
        assertReentryRefused(odd);
        orderRefund(first, block.number);
        assertEq(uint256(payments.getPurchase(first).refundState), uint256(Payments.RefundState.Refunded), "collected");
        assertReentryRefused(odd);
        odd.refuse(true);
        orderRefund(second, block.number);
        odd.refuse(false);
        vm.prank(seller);
        payments.settleRefund(second);
        assertReentryRefused(odd);
    }

    // Governance

    function test_initialize_worksOnceAndChecksItsArguments() public {
        bytes memory call = abi.encodeCall(Payments.initialize, (governance, 1));
        assertInitializedOnce(address(payments), call);
        Payments bare = new Payments();
        assertReverts(
            address(bare),
            abi.encodeCall(Payments.initialize, (address(audio), 1)),
            "Payments: _governanceAddress is not a valid governance contract"
        );
        assertUninitialized(address(bare), abi.encodeCall(Payments.getGovernanceAddress, ()));
        assertUninitialized(address(bare), abi.encodeCall(Payments.settleRefund, (1)));
        assertUninitialized(address(bare), abi.encodeCall(Payments.tip, (address(audio), 5, 7, 8, ARTIST)));
    }

    function test_setTokenAllowed() public {
        vm.prank(governance);
        vm.recordLogs();
        payments.setTokenAllowed(address(audio), false);
        assertLog(
            onlyLog(), address(payments), "TokenAllowed(address,bool)", words(word(address(audio))), abi.encode(false)
        );
        require(!payments.isTokenAllowed(address(audio)), "no longer allowed");
        assertRefused(trackOffer(), "Payments: token is not allowed");
        vm.prank(governance);
        assertReverts(
            address(payments),
            abi.encodeCall(Payments.setTokenAllowed, (address(0x70CE), true)),
            "Payments: token is not a contract"
        );
    }

    function test_setFee() public {
        vm.prank(governance);
        vm.recordLogs();
        payments.setFee(1_000, TREASURY);
        assertLog(onlyLog(), address(payments), "FeeUpdated(uint256,address)", words(word(TREASURY)), abi.encode(1_000));
        assertEq(payments.fee(), 1_000, "fee");
        assertEq(payments.treasury(), TREASURY, "treasury");
        assertGovernanceRefused(
            abi.encodeCall(Payments.setFee, (1_001, TREASURY)), "Payments: fee is above 1,000 basis points"
        );
        assertGovernanceRefused(
            abi.encodeCall(Payments.setFee, (1, address(0))), "Payments: treasury is the zero address"
        );
        assertGovernanceRefused(
            abi.encodeCall(Payments.setFee, (1, address(payments))), "Payments: treasury is this contract"
        );
        vm.prank(governance);
        payments.setFee(0, address(0));
        buy(trackOffer(), 0);
    }

    function test_setRefundWindow() public {
        vm.prank(governance);
        vm.recordLogs();
        payments.setRefundWindow(2_628_000);
        assertLog(onlyLog(), address(payments), "RefundWindowUpdated(uint256)", none(), abi.encode(2_628_000));
        assertEq(payments.refundWindow(), 2_628_000, "window");
        assertGovernanceRefused(
            abi.encodeCall(Payments.setRefundWindow, (2_628_001)), "Payments: refund window is above 2,628,000 blocks"
        );
    }

    function test_setArbitrationAddress() public {
        vm.prank(governance);
        vm.recordLogs();
        payments.setArbitrationAddress(address(0xA4C));
        assertLog(onlyLog(), address(payments), "ArbitrationAddressUpdated(address)", words(word(address(0xA4C))), "");
        assertEq(payments.arbitration(), address(0xA4C), "arbitration");
    }

    function test_setGovernanceAddress() public {
        address next = address(new GovernanceV2());
        assertGovernanceRefused(
            abi.encodeCall(Payments.setGovernanceAddress, (address(0xBAD))),
            "Payments: _governanceAddress is not a valid governance contract"
        );
        vm.prank(governance);
        vm.recordLogs();
        payments.setGovernanceAddress(next);
        assertLog(onlyLog(), address(payments), "GovernanceAddressUpdated(address)", words(word(next)), "");
        assertEq(payments.getGovernanceAddress(), next, "governance");
    }

    function test_onlyGovernanceSetsParameters() public {
        bytes[] memory calls = new bytes[](5);
        calls[0] = abi.encodeCall(Payments.setTokenAllowed, (address(audio), false));
        calls[1] = abi.encodeCall(Payments.setFee, (0, TREASURY));
        calls[2] = abi.encodeCall(Payments.setRefundWindow, (1));
        calls[3] = abi.encodeCall(Payments.setArbitrationAddress, (ARBITRATION));
        calls[4] = abi.encodeCall(Payments.setGovernanceAddress, (governance));
        for (uint256 i = 0; i < calls.length; i++) {
            assertReverts(address(payments), calls[i], "Payments: Only governance");
        }
    }

    function setFee(uint256 fee) private {
        vm.prank(governance);
        payments.setFee(fee, TREASURY);
    }

    function fundSeller(uint256 amount) private {
        audio.transfer(seller, amount);
        approve(seller, amount);
    }

    function orderRefund(uint256 id, uint256 openedAt) private {
        vm.prank(ARBITRATION);
        payments.orderRefund(id, openedAt);
    }

    function buyWithPermit(Payments.Permit memory permit) private {
        Payments.Offer memory offer = trackOffer();
        bytes memory signature = signedBy(SELLER_KEY, offer);
        vm.prank(buyer);
        payments.purchaseWithPermit(offer, signature, BUYER_USER, 0, permit);
    }

    function oddToken() private returns (OddToken odd) {
        odd = new OddToken();
        odd.mint(buyer, 1e18);
        vm.prank(governance);
        payments.setTokenAllowed(address(odd), true);
    }

    function assertTipRefused(
        address token,
        uint256 amount,
        uint256 from,
        uint256 to,
        address receiver,
        string memory text
    ) private {
        bytes memory call = abi.encodeCall(Payments.tip, (token, amount, from, to, receiver));
        vm.prank(buyer);
        assertReverts(address(payments), call, text);
    }

    function assertGovernanceRefused(bytes memory call, string memory text) private {
        vm.prank(governance);
        assertReverts(address(payments), call, text);
    }

    /// @dev The only log of Payments itself since recordLogs(), among those of the token.
    function ownLog(string memory signature) private returns (Vm.Log memory) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].emitter == address(payments)) return logs[i];
        }
        revert(signature);
    }

    function splitAtRandom(Payments.Offer memory offer, uint256 seed) private pure {
        uint256 count = 1 + seed % 10;
        offer.recipients = new address[](count);
        offer.shares = new uint256[](count);
        uint256 left = 10_000;
        for (uint256 i = 0; i < count; i++) {
            seed = uint256(keccak256(abi.encode(seed)));
            offer.recipients[i] = address(uint160(0x4000 + seed % 5));
            offer.shares[i] = i + 1 == count ? left : seed % (left + 1);
            left -= offer.shares[i];
        }
    }

    /// @dev Nobody can tip anybody out of the odd token's own AUDIO while it moves.
    function assertReentryRefused(OddToken odd) private view {
        require(odd.calleeReverted(), "reentered");
        assertEq(audio.balanceOf(ARTIST), 0, "nothing moved");
    }
}
