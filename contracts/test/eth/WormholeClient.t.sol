// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {DevelopmentBridge} from "../../src/dev/DevelopmentBridge.sol";
import {AudiusToken} from "../../src/eth/AudiusToken.sol";
import {WormholeClient} from "../../src/eth/WormholeClient.sol";
import {Vm} from "../TestKit.sol";
import {EthKit} from "./EthKit.sol";

contract WormholeClientTest is EthKit {
    bytes32 private constant TYPEHASH = 0xb5c18197d4070033d8a764555784c9c515ef8c35627dac4a9520d96403df3b35;
    uint256 private constant ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
    string private constant INVALID = "WormholeClient: Invalid signature";
    uint256 private constant SUPPLY = 1_000_000_000e18;
    uint256 private constant KEY = 1;

    struct Request {
        address from;
        uint256 amount;
        uint16 recipientChain;
        bytes32 recipient;
        uint256 arbiterFee;
        uint256 deadline;
    }

    struct Signature {
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    AudiusToken private token;
    DevelopmentBridge private bridge;
    WormholeClient private client;

    function setUp() public {
        token = new AudiusToken();
        token.initialize(vm.addr(KEY), address(0x60));
        bridge = new DevelopmentBridge(0);
        client = WormholeClient(
            behindProxy(address(new WormholeClient()), address(0xAD), initialization(address(token), address(bridge)))
        );
        vm.prank(vm.addr(KEY));
        token.approve(address(client), SUPPLY);
    }

    function test_initializesOnce() public {
        assertEq(client.token(), address(token), "token");
        assertInitializedOnce(address(client), initialization(address(token), address(bridge)));
    }

    function test_initializeWantsContracts() public {
        address bare = address(new WormholeClient());
        address nobody = address(0x1234);
        assertReverts(bare, initialization(nobody, nobody), "WormholeClient: Transfer token is not a contract");
        assertReverts(bare, initialization(address(token), nobody), "WormholeClient: Wormhole is not a contract");
    }

    function test_beforeInitialization() public {
        WormholeClient bare = new WormholeClient();
        assertUninitialized(address(bare), abi.encodeCall(bare.token, ()));
        assertEq(bare.DOMAIN_SEPARATOR(), bytes32(0), "DOMAIN_SEPARATOR");
        assertEq(bare.nonces(address(this)), 0, "nonces");
    }

    function test_theDomainIsFixedAtInitialization() public {
        bytes32 separator = client.DOMAIN_SEPARATOR();
        assertEq(
            keccak256(abi.encodePacked("\x19\x01", separator, bytes32(0))),
            typedDigest("AudiusWormholeClient", address(client), bytes32(0)),
            "domain"
        );
        vm.chainId(block.chainid + 1);
        assertEq(client.DOMAIN_SEPARATOR(), separator, "after the chain id changed");
        assertEq(client.TRANSFER_TOKENS_TYPEHASH(), TYPEHASH, "type hash");
    }

    function testFuzz_sendsWhatItsHolderSigned(uint256 number, Request memory request) public {
        uint256 key = keyFrom(number);
        request.from = vm.addr(key);
        request.amount %= SUPPLY + 1;
        vm.assume(request.deadline >= block.timestamp);
        vm.prank(vm.addr(KEY));
        token.transfer(request.from, request.amount);
        vm.prank(request.from);
        token.approve(address(client), request.amount);
        vm.recordLogs();
        submit(request, signed(key, request, 0));
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertLog(
            logs[logs.length - 1],
            address(bridge),
            "TokensLocked(uint64,address,address,uint256,uint16,bytes32,uint256,uint32)",
            words(word(1), word(address(client)), word(address(token))),
            abi.encode(request.amount, request.recipientChain, request.recipient, request.arbiterFee, 0)
        );
        assertEq(token.balanceOf(address(bridge)), request.amount, "locked");
        assertEq(client.nonces(request.from), 1, "nonce");
    }

    function test_theNoncesGoOnAndReachTheBridge() public {
        submit(plain(), signed(KEY, plain(), 0));
        vm.recordLogs();
        submit(plain(), signed(KEY, plain(), 1));
        Vm.Log[] memory logs = vm.getRecordedLogs();
        (,,,, uint32 nonce) = abi.decode(logs[logs.length - 1].data, (uint256, uint16, bytes32, uint256, uint32));
        assertEq(nonce, 1, "nonce");
    }

    function test_takesARequestOnce() public {
        Signature memory signature = signed(KEY, plain(), 0);
        submit(plain(), signature);
        expectRevertText(INVALID);
        submit(plain(), signature);
        expectRevertText(INVALID);
        submit(plain(), Signature(55 - signature.v, signature.r, bytes32(ORDER - uint256(signature.s))));
    }

    function test_refusesEveryChangeOfWhatWasSigned() public {
        Signature memory signature = signed(KEY, plain(), 0);
        Request memory request = plain();
        request.from = address(0xA11CE);
        assertRefused(request, signature);
        request = plain();
        request.amount++;
        assertRefused(request, signature);
        request = plain();
        request.recipientChain++;
        assertRefused(request, signature);
        request = plain();
        request.recipient = 0;
        assertRefused(request, signature);
        request = plain();
        request.arbiterFee++;
        assertRefused(request, signature);
        request = plain();
        request.deadline++;
        assertRefused(request, signature);
        submit(plain(), signature);
    }

    function testFuzz_refusesWhatWasNotSigned(address from, Signature memory signature) public {
        Request memory request = plain();
        request.from = from;
        assertRefused(request, signature);
    }

    function test_refusesTheZeroHolder() public {
        Request memory request = plain();
        request.from = address(0);
        assertRefused(request, Signature(27, 0, 0));
    }

    function testFuzz_endsAfterItsDeadline(uint32 deadline, uint32 late) public {
        vm.assume(late > 0);
        Request memory request = plain();
        request.deadline = deadline;
        Signature memory signature = signed(KEY, request, 0);
        vm.warp(uint256(deadline) + late);
        expectRevertText("WormholeClient: Deadline has expired");
        submit(request, signature);
        vm.warp(deadline);
        submit(request, signature);
    }

    function test_needsTheHoldersBalanceAndAllowance() public {
        vm.prank(vm.addr(KEY));
        token.approve(address(client), 0);
        Signature memory signature = signed(KEY, plain(), 0);
        expectRevertText("ERC20: transfer amount exceeds allowance");
        submit(plain(), signature);
        assertEq(client.nonces(vm.addr(KEY)), 0, "nonce");
    }

    function assertRefused(Request memory request, Signature memory signature) private {
        expectRevertText(INVALID);
        submit(request, signature);
    }

    function submit(Request memory request, Signature memory signature) private {
        client.transferTokens(
            request.from,
            request.amount,
            request.recipientChain,
            request.recipient,
            request.arbiterFee,
            request.deadline,
            signature.v,
            signature.r,
            signature.s
        );
    }

    function signed(uint256 key, Request memory request, uint32 nonce) private view returns (Signature memory) {
        bytes32 structHash = keccak256(
            abi.encode(
                TYPEHASH,
                request.from,
                request.amount,
                request.recipientChain,
                request.recipient,
                request.arbiterFee,
                nonce,
                request.deadline
            )
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, typedDigest("AudiusWormholeClient", address(client), structHash));
        return Signature(v, r, s);
    }

    function plain() private view returns (Request memory) {
        return Request(vm.addr(KEY), 5e18, 1, keccak256("a Solana address"), 1e18, block.timestamp + 60);
    }

    function initialization(address token_, address bridge_) private pure returns (bytes memory) {
        return abi.encodeCall(WormholeClient.initialize, (token_, bridge_));
    }
}
