// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {AudiusToken} from "../../src/eth/AudiusToken.sol";
import {GovernanceV2} from "../../src/eth/GovernanceV2.sol";
import {ContentType, Payments} from "../../src/payments/Payments.sol";
import {Vm} from "../TestKit.sol";
import {EthKit} from "../eth/EthKit.sol";

/// @dev A token that misbehaves as told: takes a fee, answers false, or calls somebody before it moves anything.
contract OddToken {
    mapping(address => uint256) public balanceOf;
    uint256 public feeOnTransfer;
    bool public answer = true;
    address private callee;
    bytes private call;
    bool public calleeReverted;
    bool private refusing;

    function mint(address to, uint256 value) external {
        balanceOf[to] += value;
    }

    function takeFee(uint256 fee) external {
        feeOnTransfer = fee;
    }

    function answerFalse() external {
        answer = false;
    }

    function refuse(bool all) external {
        refusing = all;
    }

    function callBack(address to, bytes calldata data) external {
        (callee, call) = (to, data);
    }

    function transferFrom(address from, address to, uint256 value) external returns (bool) {
        require(!refusing, "OddToken: refused");
        if (callee != address(0)) {
            (bool success,) = callee.call(call);
            calleeReverted = !success;
        }
        balanceOf[from] -= value;
        balanceOf[to] += value - feeOnTransfer;
        return answer;
    }
}

/// @dev Payments behind its proxy with AUDIO allowed, a seller's offer and a buyer with money.
abstract contract PaymentsKit is EthKit {
    uint256 internal constant SELLER_KEY = 0x5E11E4;
    uint256 internal constant BUYER_KEY = 0xB0E4;
    uint256 internal constant BUYER_USER = 7;
    uint256 internal constant PRICE = 1_000;
    uint256 internal constant REFUND_WINDOW = 100;
    address internal constant ARTIST = address(0xA1);
    address internal constant PRODUCER = address(0xA2);
    address internal constant TREASURY = address(0x7EA);

    bytes32 internal constant OFFER_TYPEHASH = keccak256(
        "Offer(uint8 contentType,uint256 contentId,address token,uint256 price,address[] recipients,uint256[] shares,address seller,uint256 expiry,uint256 version)"
    );

    address internal governance;
    address internal seller = vm.addr(SELLER_KEY);
    address internal buyer = vm.addr(BUYER_KEY);
    AudiusToken internal audio;
    Payments internal payments;

    function deployPayments() internal {
        governance = address(new GovernanceV2());
        audio = AudiusToken(
            behindProxy(
                address(new AudiusToken()),
                governance,
                abi.encodeCall(AudiusToken.initialize, (address(this), governance))
            )
        );
        payments = Payments(
            behindProxy(
                address(new Payments()), governance, abi.encodeCall(Payments.initialize, (governance, REFUND_WINDOW))
            )
        );
        vm.prank(governance);
        payments.setTokenAllowed(address(audio), true);
        audio.transfer(buyer, 1_000_000e18);
        approve(buyer, type(uint256).max);
        vm.warp(1_800_000_000);
    }

    function approve(address owner, uint256 value) internal {
        vm.prank(owner);
        audio.approve(address(payments), value);
    }

    /// @dev Track 42 for 1,000 wei of AUDIO, 70 % to the artist and 30 % to the producer.
    function trackOffer() internal view returns (Payments.Offer memory offer) {
        offer.contentType = ContentType.Track;
        offer.contentId = 42;
        offer.token = address(audio);
        offer.price = PRICE;
        offer.recipients = new address[](2);
        (offer.recipients[0], offer.recipients[1]) = (ARTIST, PRODUCER);
        offer.shares = new uint256[](2);
        (offer.shares[0], offer.shares[1]) = (7_000, 3_000);
        offer.seller = seller;
        offer.expiry = block.timestamp + 1 days;
        offer.version = 1;
    }

    function digestOf(Payments.Offer memory offer) internal view returns (bytes32) {
        bytes32 structHash = keccak256(
            abi.encode(
                OFFER_TYPEHASH,
                offer.contentType,
                offer.contentId,
                offer.token,
                offer.price,
                keccak256(abi.encodePacked(offer.recipients)),
                keccak256(abi.encodePacked(offer.shares)),
                offer.seller,
                offer.expiry,
                offer.version
            )
        );
        return typedDigest("Antiphon Payments", address(payments), structHash);
    }

    function signedBy(uint256 key, Payments.Offer memory offer) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digestOf(offer));
        return abi.encodePacked(r, s, v);
    }

    function buy(Payments.Offer memory offer, uint256 extra) internal returns (uint256) {
        bytes memory signature = signedBy(SELLER_KEY, offer);
        vm.prank(buyer);
        return payments.purchase(offer, signature, BUYER_USER, extra);
    }

    function assertRefused(Payments.Offer memory offer, string memory text) internal {
        bytes memory signature = signedBy(SELLER_KEY, offer);
        assertRefusedWith(offer, signature, text);
    }

    function assertRefusedWith(Payments.Offer memory offer, bytes memory signature, string memory text) internal {
        bytes memory call = abi.encodeCall(Payments.purchase, (offer, signature, BUYER_USER, 0));
        vm.prank(buyer);
        assertReverts(address(payments), call, text);
    }

    function permitOf(uint256 key, uint256 value, uint256 deadline) internal view returns (Payments.Permit memory) {
        address owner = vm.addr(key);
        bytes32 structHash = keccak256(
            abi.encode(audio.PERMIT_TYPEHASH(), owner, address(payments), value, audio.nonces(owner), deadline)
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, typedDigest("Audius", address(audio), structHash));
        return Payments.Permit(value, deadline, v, r, s);
    }
}
