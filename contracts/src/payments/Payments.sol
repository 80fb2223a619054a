// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {Governed} from "../eth/Governed.sol";

/// @dev What is sold or ruled about. An album's id is its playlist id.
enum ContentType {
    Track,
    Album
}

/// @title Payments
/// @notice Tips and purchases of tracks and albums in tokens that Governance allows. A seller signs offers off chain; a
/// purchase pays everybody of the offer's split straight from the buyer's wallet, so the contract never holds a token.
/// @dev The contract can't know who owns content: discovery honours a purchase only if the seller does. Amounts are in
/// the smallest unit of their token. Runs behind a proxy: append storage only.
contract Payments is Governed, ReentrancyGuard {
    using SafeERC20 for IERC20;

    /// @notice A seller's terms for one track or album, signed as EIP-712 `Offer`.
    struct Offer {
        ContentType contentType;
        uint256 contentId;
        /// what the price is in
        address token;
        /// more than 0
        uint256 price;
        /// 1 to 10 wallets that share the revenue
        address[] recipients;
        /// the share of each recipient in basis points, together 10,000
        uint256[] shares;
        /// wallet that signs the offer and answers for refunds
        address seller;
        /// last unix second of the offer
        uint256 expiry;
        /// at least the seller's minimum versions, see `cancelOffers`
        uint256 version;
    }

    /// @notice An EIP-2612 permit of the caller for this contract.
    struct Permit {
        uint256 value;
        uint256 deadline;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    enum RefundState {
        None,
        Owed,
        Refunded
    }

    /// @notice What a refund needs to know of a purchase.
    struct Purchase {
        address buyer;
        /// last block in which a case for a refund may be opened
        uint64 refundDeadline;
        RefundState refundState;
        address seller;
        address token;
        uint256 price;
        bytes32 saleKey;
    }

    /// @notice The most recipients one offer may have.
    uint256 public constant MAX_RECIPIENTS = 10;

    /// @notice The highest protocol fee, in basis points.
    uint256 public constant MAX_FEE = 1_000;

    /// @notice The longest refund window, in blocks.
    uint256 public constant MAX_REFUND_WINDOW = 2_628_000;

    uint256 private constant BASIS_POINTS = 10_000;

    bytes32 private constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");

    bytes32 private constant OFFER_TYPEHASH = keccak256(
        "Offer(uint8 contentType,uint256 contentId,address token,uint256 price,address[] recipients,uint256[] shares,address seller,uint256 expiry,uint256 version)"
    );

    /// @notice The only account that may order refunds.
    address public arbitration;

    /// @notice Where the protocol fee goes.
    address public treasury;

    /// @notice The protocol fee on purchases, in basis points of what the buyer pays. Tips are free of it.
    uint256 public fee;

    /// @notice How many blocks after a purchase a case for its refund may be opened.
    uint256 public refundWindow;

    /// @notice How many purchases there were; their ids count from 1.
    uint256 public purchaseCount;

    /// @notice Whether one may pay in a token.
    mapping(address token => bool allowed) public isTokenAllowed;

    /// @notice The lowest valid version of a seller's offers.
    mapping(address seller => uint256 version) public minimumVersion;

    /// @notice The lowest valid version of a seller's offers for one track or album.
    mapping(address seller => mapping(ContentType => mapping(uint256 contentId => uint256 version))) public
        minimumContentVersion;

    /// @notice How many ordered refunds a seller has not paid yet. While there are any, the seller's offers are void.
    mapping(address seller => uint256 count) public owedRefunds;

    mapping(uint256 purchaseId => Purchase) private purchases;
    mapping(bytes32 saleKey => bool) private sold;

    /// @notice A user bought a track or an album: `price + extra` = `protocolFee` + the sum of `amounts`.
    event Purchased(
        uint256 indexed purchaseId,
        uint256 indexed buyerUserId,
        address indexed seller,
        address buyer,
        ContentType contentType,
        uint256 contentId,
        address token,
        uint256 price,
        uint256 extra,
        uint256 protocolFee,
        address[] recipients,
        uint256[] amounts
    );

    /// @notice A user tipped another; `receiver` got the whole `amount`.
    event Tipped(
        uint256 indexed senderUserId,
        uint256 indexed receiverUserId,
        address indexed receiver,
        address sender,
        address token,
        uint256 amount
    );

    /// @notice A seller made all offers below a version void.
    event OffersCancelled(address indexed seller, uint256 minimumVersion);

    /// @notice A seller made the offers for one track or album below a version void.
    event ContentOffersCancelled(
        address indexed seller, ContentType indexed contentType, uint256 indexed contentId, uint256 minimumVersion
    );

    /// @notice Arbitration ordered a refund; the seller sells nothing until it is paid.
    event RefundOwed(
        uint256 indexed purchaseId, address indexed seller, address indexed buyer, address token, uint256 amount
    );

    /// @notice A buyer got the price back. Access ends; the content may be bought again.
    event Refunded(
        uint256 indexed purchaseId, address indexed buyer, address indexed payer, address token, uint256 amount
    );

    /// @notice Governance allowed a token, or no longer does.
    event TokenAllowed(address indexed token, bool allowed);

    /// @notice Governance set the protocol fee (basis points) and its treasury.
    event FeeUpdated(uint256 fee, address indexed treasury);

    /// @notice Governance set the refund window, in blocks.
    event RefundWindowUpdated(uint256 refundWindow);

    /// @notice Governance named the account that may order refunds.
    event ArbitrationAddressUpdated(address indexed arbitration);

    /// @notice Governance handed over to its successor.
    event GovernanceAddressUpdated(address indexed governance);

    modifier onlyGovernance() {
        require(msg.sender == governanceAddress, "Payments: Only governance");
        _;
    }

    /// @notice Sets the contract up, once: no token allowed, no fee.
    /// @param governance the Governance contract
    /// @param firstRefundWindow blocks in which a case for a refund may be opened, up to 2,628,000
    function initialize(address governance, uint256 firstRefundWindow) external initializer {
        takeGovernanceAddress(governance, "Payments");
        takeRefundWindow(firstRefundWindow);
    }

    /// @notice Buys what a signed offer sells and pays its recipients. The caller is the buyer and has approved
    /// `price + extra` to this contract.
    /// @dev Refuses offers that are expired, cancelled, not signed by the seller (EOA or ERC-1271), badly split, in a
    /// token that is not allowed, of a seller who owes a refund, and what the user has bought from the seller before.
    /// @param offer the seller's terms
    /// @param signature the seller's EIP-712 signature of `offer`
    /// @param buyerUserId user who is to get access; not 0
    /// @param extra paid on top of the price, split alike, never refunded
    /// @return purchaseId names the purchase in events, refunds and arbitration
    function purchase(Offer calldata offer, bytes calldata signature, uint256 buyerUserId, uint256 extra)
        external
        onlyInitialized
        nonReentrant
        returns (uint256 purchaseId)
    {
        return buy(offer, signature, buyerUserId, extra);
    }

    /// @notice Like `purchase`, with the approval by permit. A permit that fails is ignored, as somebody else may have
    /// sent it first; the allowance decides.
    function purchaseWithPermit(
        Offer calldata offer,
        bytes calldata signature,
        uint256 buyerUserId,
        uint256 extra,
        Permit calldata permit
    ) external onlyInitialized nonReentrant returns (uint256 purchaseId) {
        usePermit(offer.token, permit);
        return buy(offer, signature, buyerUserId, extra);
    }

    /// @notice Pays a tip from the caller, who has approved it to this contract.
    /// @param token an allowed token
    /// @param amount more than 0; reaches the receiver whole
    /// @param senderUserId user who tips; not 0
    /// @param receiverUserId user who is tipped; not 0
    /// @param receiver wallet of the tipped user
    function tip(address token, uint256 amount, uint256 senderUserId, uint256 receiverUserId, address receiver)
        external
        onlyInitialized
        nonReentrant
    {
        sendTip(token, amount, senderUserId, receiverUserId, receiver);
    }

    /// @notice Like `tip`, with the approval by permit. A permit that fails is ignored, see `purchaseWithPermit`.
    function tipWithPermit(
        address token,
        uint256 amount,
        uint256 senderUserId,
        uint256 receiverUserId,
        address receiver,
        Permit calldata permit
    ) external onlyInitialized nonReentrant {
        usePermit(token, permit);
        sendTip(token, amount, senderUserId, receiverUserId, receiver);
    }

    /// @notice Makes all of the caller's offers below a version void.
    /// @param newMinimum higher than the caller's present minimum
    function cancelOffers(uint256 newMinimum) external onlyInitialized {
        require(newMinimum > minimumVersion[msg.sender], "Payments: minimum version must rise");
        minimumVersion[msg.sender] = newMinimum;
        emit OffersCancelled(msg.sender, newMinimum);
    }

    /// @notice Makes the caller's offers for one track or album below a version void.
    /// @param contentType track or album
    /// @param contentId its id
    /// @param newMinimum higher than the caller's present minimum for it
    function cancelContentOffers(ContentType contentType, uint256 contentId, uint256 newMinimum)
        external
        onlyInitialized
    {
        require(
            newMinimum > minimumContentVersion[msg.sender][contentType][contentId],
            "Payments: minimum version must rise"
        );
        minimumContentVersion[msg.sender][contentType][contentId] = newMinimum;
        emit ContentOffersCancelled(msg.sender, contentType, contentId, newMinimum);
    }

    /// @notice Makes the seller of a purchase owe its price to the buyer and tries to collect it; Arbitration only.
    /// @param purchaseId the purchase; not ordered to be refunded before
    /// @param caseOpenedAt block in which the case was opened; within the purchase's refund window
    function orderRefund(uint256 purchaseId, uint256 caseOpenedAt) external onlyInitialized {
        require(msg.sender == arbitration, "Payments: Only arbitration");
        Purchase storage bought = existing(purchaseId);
        require(bought.refundState == RefundState.None, "Payments: refund already ordered");
        require(caseOpenedAt <= bought.refundDeadline, "Payments: case opened after the refund window");
        bought.refundState = RefundState.Owed;
        owedRefunds[bought.seller]++;
        emit RefundOwed(purchaseId, bought.seller, bought.buyer, bought.token, bought.price);
        try this.collectRefund(purchaseId) {} catch {}
    }

    /// @notice Pays an owed refund out of the seller's allowance for this contract; anyone may call.
    /// @param purchaseId a purchase whose refund is owed
    function collectRefund(uint256 purchaseId) external onlyInitialized nonReentrant {
        payRefund(purchaseId, existing(purchaseId).seller);
    }

    /// @notice Pays an owed refund out of the caller's wallet, who has approved the price to this contract.
    /// @param purchaseId a purchase whose refund is owed
    function settleRefund(uint256 purchaseId) external onlyInitialized nonReentrant {
        payRefund(purchaseId, msg.sender);
    }

    /// @notice Allows a token, or stops new payments in it; Governance only.
    /// @param token an ERC-20 contract
    /// @param allowed whether one may pay in it from now on
    function setTokenAllowed(address token, bool allowed) external onlyInitialized onlyGovernance {
        require(token.code.length > 0, "Payments: token is not a contract");
        isTokenAllowed[token] = allowed;
        emit TokenAllowed(token, allowed);
    }

    /// @notice Sets the protocol fee on purchases; Governance only.
    /// @param newFee basis points, up to 1,000
    /// @param newTreasury where it goes; neither zero nor this contract, unless the fee is 0
    function setFee(uint256 newFee, address newTreasury) external onlyInitialized onlyGovernance {
        require(newFee <= MAX_FEE, "Payments: fee is above 1,000 basis points");
        require(newFee == 0 || newTreasury != address(0), "Payments: treasury is the zero address");
        require(newTreasury != address(this), "Payments: treasury is this contract");
        (fee, treasury) = (newFee, newTreasury);
        emit FeeUpdated(newFee, newTreasury);
    }

    /// @notice Sets the refund window of later purchases; Governance only.
    /// @param newRefundWindow blocks, up to 2,628,000
    function setRefundWindow(uint256 newRefundWindow) external onlyInitialized onlyGovernance {
        takeRefundWindow(newRefundWindow);
    }

    /// @notice Names the account that may order refunds; Governance only.
    /// @param newArbitration the Arbitration contract, or zero for none
    function setArbitrationAddress(address newArbitration) external onlyInitialized onlyGovernance {
        arbitration = newArbitration;
        emit ArbitrationAddressUpdated(newArbitration);
    }

    /// @notice Hands the contract to another Governance contract; Governance only.
    /// @param newGovernance answers `isGovernanceAddress()` with true
    function setGovernanceAddress(address newGovernance) external onlyInitialized onlyGovernance {
        takeGovernanceAddress(newGovernance, "Payments");
        emit GovernanceAddressUpdated(newGovernance);
    }

    /// @notice The Governance contract.
    function getGovernanceAddress() external view onlyInitialized returns (address) {
        return governanceAddress;
    }

    /// @notice What is kept of a purchase; reverts for an unknown id.
    /// @param purchaseId as in `Purchased`
    function getPurchase(uint256 purchaseId) external view onlyInitialized returns (Purchase memory) {
        return existing(purchaseId);
    }

    /// @notice Whether a user has bought something of a seller and was not refunded.
    function isPurchased(uint256 buyerUserId, ContentType contentType, uint256 contentId, address seller)
        external
        view
        onlyInitialized
        returns (bool)
    {
        return sold[saleKeyOf(buyerUserId, contentType, contentId, seller)];
    }

    /// @notice The EIP-712 digest that a seller signs.
    /// @dev The domain is "Antiphon Payments", version "1", of the chain and address this contract runs at.
    /// @param offer the terms
    function offerDigest(Offer calldata offer) public view onlyInitialized returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(DOMAIN_TYPEHASH, keccak256("Antiphon Payments"), keccak256("1"), block.chainid, address(this))
        );
        bytes32 offerHash = keccak256(
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
        return keccak256(abi.encodePacked("\x19\x01", domain, offerHash));
    }

    function buy(Offer calldata offer, bytes calldata signature, uint256 buyerUserId, uint256 extra)
        private
        returns (uint256 purchaseId)
    {
        require(buyerUserId != 0, "Payments: buyer user id is 0");
        requireValid(offer, signature);
        purchaseId = recordPurchase(offer, buyerUserId);

        uint256 protocolFee = (offer.price + extra) * fee / BASIS_POINTS;
        uint256[] memory amounts = split(offer, offer.price + extra - protocolFee);
        announce(purchaseId, offer, buyerUserId, extra, protocolFee, amounts);
        pay(offer.token, msg.sender, treasury, protocolFee);
        for (uint256 i = 0; i < amounts.length; i++) {
            pay(offer.token, msg.sender, offer.recipients[i], amounts[i]);
        }
    }

    function requireValid(Offer calldata offer, bytes calldata signature) private view {
        require(isTokenAllowed[offer.token], "Payments: token is not allowed");
        require(offer.price > 0, "Payments: price is 0");
        require(block.timestamp <= offer.expiry, "Payments: offer has expired");
        require(
            offer.version >= minimumVersion[offer.seller]
                && offer.version >= minimumContentVersion[offer.seller][offer.contentType][offer.contentId],
            "Payments: offer was cancelled"
        );
        require(owedRefunds[offer.seller] == 0, "Payments: seller owes a refund");
        require(isSigned(offer.seller, offerDigest(offer), signature), "Payments: offer is not signed by the seller");
    }

    function recordPurchase(Offer calldata offer, uint256 buyerUserId) private returns (uint256 purchaseId) {
        bytes32 saleKey = saleKeyOf(buyerUserId, offer.contentType, offer.contentId, offer.seller);
        require(!sold[saleKey], "Payments: user has already bought this from the seller");
        sold[saleKey] = true;
        purchaseId = ++purchaseCount;
        purchases[purchaseId] = Purchase({
            buyer: msg.sender,
            refundDeadline: uint64(block.number + refundWindow),
            refundState: RefundState.None,
            seller: offer.seller,
            token: offer.token,
            price: offer.price,
            saleKey: saleKey
        });
    }

    function announce(
        uint256 purchaseId,
        Offer calldata offer,
        uint256 buyerUserId,
        uint256 extra,
        uint256 protocolFee,
        uint256[] memory amounts
    ) private {
        emit Purchased(
            purchaseId,
            buyerUserId,
            offer.seller,
            msg.sender,
            offer.contentType,
            offer.contentId,
            offer.token,
            offer.price,
            extra,
            protocolFee,
            offer.recipients,
            amounts
        );
    }

    /// @dev What rounding leaves goes to the first recipient.
    function split(Offer calldata offer, uint256 revenue) private view returns (uint256[] memory amounts) {
        uint256 count = offer.recipients.length;
        require(count > 0 && count <= MAX_RECIPIENTS, "Payments: expected 1 to 10 recipients");
        require(offer.shares.length == count, "Payments: expected one share per recipient");
        amounts = new uint256[](count);
        uint256 shared = 0;
        uint256 paid = 0;
        for (uint256 i = 0; i < count; i++) {
            requirePayable(offer.recipients[i]);
            shared += offer.shares[i];
            amounts[i] = revenue * offer.shares[i] / BASIS_POINTS;
            paid += amounts[i];
        }
        require(shared == BASIS_POINTS, "Payments: shares must sum to 10,000");
        amounts[0] += revenue - paid;
    }

    function sendTip(address token, uint256 amount, uint256 senderUserId, uint256 receiverUserId, address receiver)
        private
    {
        require(isTokenAllowed[token], "Payments: token is not allowed");
        require(amount > 0, "Payments: tip is 0");
        require(senderUserId != 0 && receiverUserId != 0, "Payments: user id of a tip is 0");
        requirePayable(receiver);
        emit Tipped(senderUserId, receiverUserId, receiver, msg.sender, token, amount);
        pay(token, msg.sender, receiver, amount);
    }

    function payRefund(uint256 purchaseId, address payer) private {
        Purchase storage bought = existing(purchaseId);
        require(bought.refundState == RefundState.Owed, "Payments: no refund is owed");
        bought.refundState = RefundState.Refunded;
        owedRefunds[bought.seller]--;
        sold[bought.saleKey] = false;
        emit Refunded(purchaseId, bought.buyer, payer, bought.token, bought.price);
        pay(bought.token, payer, bought.buyer, bought.price);
    }

    /// @dev Refuses tokens that deliver another amount than was sent.
    function pay(address token, address from, address to, uint256 amount) private {
        if (amount == 0) return;
        uint256 before = IERC20(token).balanceOf(to);
        IERC20(token).safeTransferFrom(from, to, amount);
        uint256 received = IERC20(token).balanceOf(to) - before;
        require(received == (from == to ? 0 : amount), "Payments: token takes a fee on transfer");
    }

    function usePermit(address token, Permit calldata permit) private {
        require(isTokenAllowed[token], "Payments: token is not allowed");
        try IERC20Permit(token)
            .permit(msg.sender, address(this), permit.value, permit.deadline, permit.v, permit.r, permit.s) {}
            catch {}
    }

    function takeRefundWindow(uint256 newRefundWindow) private {
        require(newRefundWindow <= MAX_REFUND_WINDOW, "Payments: refund window is above 2,628,000 blocks");
        refundWindow = newRefundWindow;
        emit RefundWindowUpdated(newRefundWindow);
    }

    /// @dev An account may have both a key and code (EIP-7702), so the key is tried first.
    function isSigned(address signer, bytes32 digest, bytes calldata signature) private view returns (bool) {
        (address recovered, ECDSA.RecoverError problem,) = ECDSA.tryRecoverCalldata(digest, signature);
        if (problem == ECDSA.RecoverError.NoError && recovered == signer) return true;
        (bool success, bytes memory answer) =
            signer.staticcall(abi.encodeCall(IERC1271.isValidSignature, (digest, signature)));
        return success && answer.length >= 32 && bytes32(answer) == bytes32(IERC1271.isValidSignature.selector);
    }

    function existing(uint256 purchaseId) private view returns (Purchase storage) {
        require(purchaseId > 0 && purchaseId <= purchaseCount, "Payments: no such purchase");
        return purchases[purchaseId];
    }

    /// @dev Has the seller in it: anybody can sign an offer for any content, and that must not bar the owner's.
    function saleKeyOf(uint256 buyerUserId, ContentType contentType, uint256 contentId, address seller)
        private
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(buyerUserId, contentType, contentId, seller));
    }

    function requirePayable(address receiver) private view {
        require(receiver != address(0), "Payments: recipient is the zero address");
        require(receiver != address(this), "Payments: recipient is this contract");
    }
}
