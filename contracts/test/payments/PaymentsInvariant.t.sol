// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {ContentType, Payments} from "../../src/payments/Payments.sol";
import {PaymentsKit} from "./PaymentsKit.sol";

/// @dev Buys, tips, rules and refunds at random, and is Arbitration itself.
contract Market is PaymentsKit {
    constructor() {
        deployPayments();
        vm.prank(governance);
        payments.setArbitrationAddress(address(this));
        approve(seller, type(uint256).max);
        approve(ARTIST, type(uint256).max);
    }

    function purchase(uint256 contentId, uint64 price, uint64 extra, uint256 version) external {
        Payments.Offer memory offer = trackOffer();
        (offer.contentId, offer.price, offer.version) = (contentId % 20, uint256(price) + 1, version % 5);
        bytes memory signature = signedBy(SELLER_KEY, offer);
        uint256 before = everybodysBalance();
        uint256 buyerBefore = audio.balanceOf(buyer);
        bool isValid = payments.owedRefunds(seller) == 0 && offer.version >= payments.minimumVersion(seller)
            && !payments.isPurchased(BUYER_USER, ContentType.Track, offer.contentId, seller);
        vm.prank(buyer);
        try payments.purchase(offer, signature, BUYER_USER, extra) {
            require(isValid, "bought against the rules");
            require(buyerBefore - audio.balanceOf(buyer) == offer.price + extra, "buyer paid something else");
        } catch {
            require(!isValid, "refused a valid offer");
        }
        require(everybodysBalance() == before, "value was lost");
    }

    function tip(uint64 amount) external {
        vm.prank(buyer);
        payments.tip(address(audio), uint256(amount) + 1, 1, 2, PRODUCER);
    }

    function orderRefund(uint256 id) external {
        id = anyPurchase(id);
        if (id == 0 || payments.getPurchase(id).refundState != Payments.RefundState.None) return;
        payments.orderRefund(id, block.number);
    }

    function settleRefund(uint256 id) external {
        id = anyPurchase(id);
        if (id == 0 || payments.getPurchase(id).refundState != Payments.RefundState.Owed) return;
        audio.transfer(ARTIST, payments.getPurchase(id).price);
        vm.prank(ARTIST);
        payments.settleRefund(id);
    }

    function moveSellersMoney(uint64 amount) external {
        audio.transfer(seller, amount);
    }

    function cancelOffers() external {
        uint256 next = payments.minimumVersion(seller) + 1;
        if (next > 3) return;
        vm.prank(seller);
        payments.cancelOffers(next);
    }

    function setFee(uint256 fee) external {
        vm.prank(governance);
        payments.setFee(fee % 1_001, TREASURY);
    }

    function heldByPayments() external view returns (uint256) {
        return audio.balanceOf(address(payments));
    }

    function sellersDebts() external view returns (uint256 recorded, uint256 counted) {
        for (uint256 id = 1; id <= payments.purchaseCount(); id++) {
            if (payments.getPurchase(id).refundState == Payments.RefundState.Owed) counted++;
        }
        return (payments.owedRefunds(seller), counted);
    }

    function everybodysBalance() public view returns (uint256) {
        return audio.balanceOf(buyer) + audio.balanceOf(seller) + audio.balanceOf(ARTIST) + audio.balanceOf(PRODUCER)
            + audio.balanceOf(TREASURY);
    }

    function anyPurchase(uint256 id) private view returns (uint256) {
        uint256 count = payments.purchaseCount();
        return count == 0 ? 0 : 1 + id % count;
    }
}

contract PaymentsInvariantTest is PaymentsKit {
    Market private market;

    function setUp() public {
        market = new Market();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(market);
    }

    function invariant_nothingIsHeldAndDebtsAreCounted() public view {
        assertEq(market.heldByPayments(), 0, "balance of Payments");
        (uint256 recorded, uint256 counted) = market.sellersDebts();
        assertEq(recorded, counted, "refunds the seller owes");
    }
}
