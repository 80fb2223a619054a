// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {AudiusToken} from "../../src/eth/AudiusToken.sol";
import {Vm} from "../TestKit.sol";
import {EthKit} from "./EthKit.sol";

/// @dev Moves tokens about at random, on behalf of a few accounts and of itself as minter.
contract TokenHolders is EthKit {
    AudiusToken private immutable token;
    uint256 public minted = 1_000_000_000e18;
    uint256 public burned;

    constructor(AudiusToken token_) {
        token = token_;
    }

    function holder(uint256 number) public pure returns (address) {
        return address(uint160(0x1000 + number % 4));
    }

    function transfer(uint256 from, uint256 to, uint256 value) external {
        value %= token.balanceOf(holder(from)) + 1;
        vm.prank(holder(from));
        token.transfer(holder(to), value);
    }

    function transferFrom(uint256 from, uint256 spender, uint256 to, uint256 value) external {
        value %= token.balanceOf(holder(from)) + 1;
        vm.prank(holder(from));
        token.approve(holder(spender), value);
        vm.prank(holder(spender));
        token.transferFrom(holder(from), holder(to), value);
    }

    function mint(uint256 to, uint128 value) external {
        token.mint(holder(to), value);
        minted += value;
    }

    function burn(uint256 from, uint256 value) external {
        value %= token.balanceOf(holder(from)) + 1;
        vm.prank(holder(from));
        token.burn(value);
        burned += value;
    }
}

contract AudiusTokenInvariantTest is EthKit {
    AudiusToken private token;
    TokenHolders private holders;

    function setUp() public {
        token = new AudiusToken();
        holders = new TokenHolders(token);
        token.initialize(holders.holder(0), address(holders));
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(holders);
    }

    function invariant_balancesAddUpToTheSupply() public view {
        uint256 sum = 0;
        for (uint256 i = 0; i < 4; i++) {
            sum += token.balanceOf(holders.holder(i));
        }
        assertEq(sum, token.totalSupply(), "sum of balances");
        assertEq(token.totalSupply(), holders.minted() - holders.burned(), "minted less burned");
    }
}

contract AudiusTokenTest is EthKit {
    bytes32 private constant PERMIT_TYPEHASH = 0x6e71edae12b1b97f4d1f60370fef10105fa2faae0126114a169c64845d6126c9;
    uint256 private constant SUPPLY = 1_000_000_000e18;
    uint256 private constant ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
    string private constant NO_MINTER = "MinterRole: caller does not have the Minter role";
    string private constant NO_PAUSER = "PauserRole: caller does not have the Pauser role";
    address private constant GOVERNANCE = address(0x60);
    address private constant ALICE = address(0xA11CE);
    address private constant BOB = address(0xB0B);

    AudiusToken private token;

    function setUp() public {
        token = AudiusToken(behindProxy(address(new AudiusToken()), GOVERNANCE, initialization()));
    }

    function test_startsWithTheSupplyAtTheOwner() public view {
        assertEq(bytes(token.name()), "Audius", "name");
        assertEq(bytes(token.symbol()), "AUDIO", "symbol");
        assertEq(token.decimals(), 18, "decimals");
        assertEq(token.totalSupply(), SUPPLY, "totalSupply");
        assertEq(token.balanceOf(address(this)), SUPPLY, "balanceOf");
    }

    function test_startsWithGovernanceAsOnlyMinterAndPauser() public view {
        require(token.isMinter(GOVERNANCE) && token.isPauser(GOVERNANCE), "governance");
        require(!token.isMinter(address(this)) && !token.isPauser(address(this)), "owner");
        require(!token.paused(), "paused");
    }

    function test_initializeEmitsTheMintAndTheRoles() public {
        AudiusToken bare = new AudiusToken();
        vm.recordLogs();
        bare.initialize(ALICE, GOVERNANCE);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 3, "logs");
        assertTransfer(logs[0], address(bare), address(0), ALICE, SUPPLY);
        assertLog(logs[1], address(bare), "PauserAdded(address)", words(word(GOVERNANCE)), "");
        assertLog(logs[2], address(bare), "MinterAdded(address)", words(word(GOVERNANCE)), "");
        require(!bare.isMinter(address(this)), "the caller keeps no role");
    }

    function test_initializesOnce() public {
        assertInitializedOnce(address(token), initialization());
        vm.prank(GOVERNANCE);
        assertInitializedOnce(address(token), initialization());
        AudiusToken bare = new AudiusToken();
        expectRevertText("ERC20: mint to the zero address");
        bare.initialize(address(0), GOVERNANCE);
        expectRevertText("Roles: account is the zero address");
        bare.initialize(ALICE, address(0));
    }

    function testFuzz_transferMovesTokens(uint256 value) public {
        value %= SUPPLY + 1;
        vm.recordLogs();
        require(token.transfer(ALICE, value), "returns true");
        assertTransfer(onlyLog(), address(token), address(this), ALICE, value);
        assertEq(token.balanceOf(ALICE), value, "receiver");
        assertEq(token.balanceOf(address(this)), SUPPLY - value, "sender");
    }

    function testFuzz_transferRefusesMoreThanTheBalance(uint256 value) public {
        vm.assume(value > SUPPLY);
        expectRevertText("ERC20: transfer amount exceeds balance");
        token.transfer(ALICE, value);
    }

    function test_transferToOneselfChangesNothing() public {
        token.transfer(address(this), SUPPLY);
        assertEq(token.balanceOf(address(this)), SUPPLY, "balance");
    }

    function test_transferRefusesTheZeroAddress() public {
        expectRevertText("ERC20: transfer to the zero address");
        token.transfer(address(0), 1);
        expectRevertText("ERC20: transfer from the zero address");
        token.transferFrom(address(0), ALICE, 0);
        vm.prank(address(0));
        expectRevertText("ERC20: transfer from the zero address");
        token.transfer(ALICE, 0);
    }

    function testFuzz_transferFromSpendsTheAllowance(uint256 allowed, uint256 value) public {
        value %= SUPPLY + 1;
        vm.assume(allowed >= value);
        token.approve(BOB, allowed);
        vm.recordLogs();
        vm.prank(BOB);
        require(token.transferFrom(address(this), ALICE, value), "returns true");
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 2, "logs");
        assertTransfer(logs[0], address(token), address(this), ALICE, value);
        assertApproval(logs[1], address(this), BOB, allowed - value);
        assertEq(token.allowance(address(this), BOB), allowed - value, "allowance");
    }

    function test_anInfiniteAllowanceShrinksLikeAnyOther() public {
        token.approve(BOB, type(uint256).max);
        vm.prank(BOB);
        token.transferFrom(address(this), ALICE, 1);
        assertEq(token.allowance(address(this), BOB), type(uint256).max - 1, "allowance");
    }

    function test_transferFromNeedsBalanceFirstAndAllowanceThen() public {
        vm.prank(BOB);
        expectRevertText("ERC20: transfer amount exceeds allowance");
        token.transferFrom(address(this), ALICE, 1);
        vm.prank(BOB);
        expectRevertText("ERC20: transfer amount exceeds balance");
        token.transferFrom(ALICE, BOB, 1);
    }

    function testFuzz_approveReplacesTheAllowance(uint256 first, uint256 second) public {
        token.approve(BOB, first);
        vm.recordLogs();
        require(token.approve(BOB, second), "returns true");
        assertApproval(onlyLog(), address(this), BOB, second);
        assertEq(token.allowance(address(this), BOB), second, "allowance");
    }

    function test_approveRefusesTheZeroAddress() public {
        expectRevertText("ERC20: approve to the zero address");
        token.approve(address(0), 1);
        vm.prank(address(0));
        expectRevertText("ERC20: approve from the zero address");
        token.approve(BOB, 1);
    }

    function test_increaseAndDecreaseAllowance() public {
        vm.recordLogs();
        require(token.increaseAllowance(BOB, 10), "increaseAllowance returns true");
        require(token.decreaseAllowance(BOB, 4), "decreaseAllowance returns true");
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertApproval(logs[0], address(this), BOB, 10);
        assertApproval(logs[1], address(this), BOB, 6);
        expectRevertText("ERC20: decreased allowance below zero");
        token.decreaseAllowance(BOB, 7);
        vm.expectRevert();
        token.increaseAllowance(BOB, type(uint256).max);
    }

    function testFuzz_mintRaisesTheSupply(uint128 amount) public {
        vm.recordLogs();
        vm.prank(GOVERNANCE);
        require(token.mint(ALICE, amount), "returns true");
        assertTransfer(onlyLog(), address(token), address(0), ALICE, amount);
        assertEq(token.totalSupply(), SUPPLY + amount, "totalSupply");
        assertEq(token.balanceOf(ALICE), amount, "balance");
    }

    function testFuzz_onlyMintersMint(address caller) public {
        vm.assume(caller != GOVERNANCE && caller != address(0));
        vm.prank(caller);
        expectRevertText(NO_MINTER);
        token.mint(caller, 1);
        vm.prank(caller);
        expectRevertText(NO_MINTER);
        token.addMinter(caller);
    }

    function test_mintRefusesTheZeroAddressAndOverflow() public {
        vm.prank(GOVERNANCE);
        expectRevertText("ERC20: mint to the zero address");
        token.mint(address(0), 1);
        vm.prank(GOVERNANCE);
        vm.expectRevert();
        token.mint(ALICE, type(uint256).max);
    }

    function testFuzz_burnLowersTheSupply(uint256 amount) public {
        amount %= SUPPLY + 1;
        vm.recordLogs();
        token.burn(amount);
        assertTransfer(onlyLog(), address(token), address(this), address(0), amount);
        assertEq(token.totalSupply(), SUPPLY - amount, "totalSupply");
        expectRevertText("ERC20: burn amount exceeds balance");
        token.burn(SUPPLY - amount + 1);
    }

    function test_burnFromSpendsTheAllowance() public {
        token.approve(BOB, 10);
        vm.recordLogs();
        vm.prank(BOB);
        token.burnFrom(address(this), 4);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertTransfer(logs[0], address(token), address(this), address(0), 4);
        assertApproval(logs[1], address(this), BOB, 6);
        vm.prank(BOB);
        expectRevertText("ERC20: burn amount exceeds allowance");
        token.burnFrom(address(this), 7);
        vm.prank(BOB);
        expectRevertText("ERC20: burn amount exceeds balance");
        token.burnFrom(ALICE, 1);
        expectRevertText("ERC20: burn from the zero address");
        token.burnFrom(address(0), 0);
    }

    function test_minterRoleIsAddedAndRenounced() public {
        vm.recordLogs();
        vm.prank(GOVERNANCE);
        token.addMinter(ALICE);
        vm.prank(ALICE);
        token.renounceMinter();
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertLog(logs[0], address(token), "MinterAdded(address)", words(word(ALICE)), "");
        assertLog(logs[1], address(token), "MinterRemoved(address)", words(word(ALICE)), "");
        require(!token.isMinter(ALICE), "renounced");
        vm.prank(ALICE);
        expectRevertText("Roles: account does not have role");
        token.renounceMinter();
        vm.prank(GOVERNANCE);
        expectRevertText("Roles: account already has role");
        token.addMinter(GOVERNANCE);
        vm.prank(GOVERNANCE);
        expectRevertText("Roles: account is the zero address");
        token.addMinter(address(0));
    }

    function test_pauserRoleIsAddedAndRenounced() public {
        vm.recordLogs();
        vm.prank(GOVERNANCE);
        token.addPauser(ALICE);
        vm.prank(ALICE);
        token.renouncePauser();
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertLog(logs[0], address(token), "PauserAdded(address)", words(word(ALICE)), "");
        assertLog(logs[1], address(token), "PauserRemoved(address)", words(word(ALICE)), "");
        require(!token.isPauser(ALICE), "renounced");
        vm.prank(ALICE);
        expectRevertText("Roles: account does not have role");
        token.renouncePauser();
        vm.prank(GOVERNANCE);
        expectRevertText("Roles: account already has role");
        token.addPauser(GOVERNANCE);
        vm.prank(GOVERNANCE);
        expectRevertText("Roles: account is the zero address");
        token.addPauser(address(0));
    }

    function test_pauseAndUnpause() public {
        vm.recordLogs();
        vm.prank(GOVERNANCE);
        token.pause();
        require(token.paused(), "paused");
        vm.prank(GOVERNANCE);
        expectRevertText("Pausable: paused");
        token.pause();
        vm.prank(GOVERNANCE);
        token.unpause();
        require(!token.paused(), "unpaused");
        vm.prank(GOVERNANCE);
        expectRevertText("Pausable: not paused");
        token.unpause();
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertLog(logs[0], address(token), "Paused(address)", none(), abi.encode(GOVERNANCE));
        assertLog(logs[1], address(token), "Unpaused(address)", none(), abi.encode(GOVERNANCE));
    }

    function testFuzz_onlyPausersPause(address caller) public {
        vm.assume(caller != GOVERNANCE && caller != address(0));
        vm.prank(caller);
        expectRevertText(NO_PAUSER);
        token.pause();
        vm.prank(caller);
        expectRevertText(NO_PAUSER);
        token.unpause();
        vm.prank(caller);
        expectRevertText(NO_PAUSER);
        token.addPauser(caller);
    }

    function test_aPauseStopsTransfersAndApprovals() public {
        vm.prank(GOVERNANCE);
        token.pause();
        expectRevertText("Pausable: paused");
        token.transfer(ALICE, 1);
        expectRevertText("Pausable: paused");
        token.transferFrom(ALICE, BOB, 1);
        expectRevertText("Pausable: paused");
        token.approve(ALICE, 1);
        expectRevertText("Pausable: paused");
        token.increaseAllowance(ALICE, 1);
        expectRevertText("Pausable: paused");
        token.decreaseAllowance(ALICE, 1);
    }

    function test_aPauseLetsMintBurnAndPermitGoOn() public {
        token.approve(BOB, 1);
        vm.prank(GOVERNANCE);
        token.pause();
        vm.prank(GOVERNANCE);
        token.mint(ALICE, 1);
        token.burn(1);
        vm.prank(BOB);
        token.burnFrom(address(this), 1);
        permit(1, BOB, 1, 0, block.timestamp);
    }

    function testFuzz_permitApprovesForWhoeverSigned(uint256 number, address spender, uint256 value, uint256 deadline)
        public
    {
        vm.assume(spender != address(0) && deadline >= block.timestamp);
        uint256 key = keyFrom(number);
        address owner = vm.addr(key);
        vm.recordLogs();
        permit(key, spender, value, 0, deadline);
        assertApproval(onlyLog(), owner, spender, value);
        assertEq(token.allowance(owner, spender), value, "allowance");
        assertEq(token.nonces(owner), 1, "nonce");
    }

    function testFuzz_permitIsTakenOnce(uint256 number, uint256 value) public {
        uint256 key = keyFrom(number);
        (uint8 v, bytes32 r, bytes32 s) = signPermit(key, BOB, value, 0, block.timestamp);
        token.permit(vm.addr(key), BOB, value, block.timestamp, v, r, s);
        expectRevertText("AudiusToken: Invalid signature");
        token.permit(vm.addr(key), BOB, value, block.timestamp, v, r, s);
        expectRevertText("AudiusToken: Invalid signature");
        token.permit(vm.addr(key), BOB, value, block.timestamp, 55 - v, r, bytes32(ORDER - uint256(s)));
    }

    function testFuzz_permitRefusesWhatWasNotSigned(address owner, uint256 value, uint8 v, bytes32 r, bytes32 s)
        public
    {
        expectRevertText("AudiusToken: Invalid signature");
        token.permit(owner, BOB, value, block.timestamp, v, r, s);
    }

    function test_permitRefusesEveryChangeOfWhatWasSigned() public {
        uint256 deadline = block.timestamp + 1;
        (uint8 v, bytes32 r, bytes32 s) = signPermit(1, BOB, 5, 0, deadline);
        address owner = vm.addr(1);
        expectRevertText("AudiusToken: Invalid signature");
        token.permit(ALICE, BOB, 5, deadline, v, r, s);
        expectRevertText("AudiusToken: Invalid signature");
        token.permit(owner, ALICE, 5, deadline, v, r, s);
        expectRevertText("AudiusToken: Invalid signature");
        token.permit(owner, BOB, 6, deadline, v, r, s);
        expectRevertText("AudiusToken: Invalid signature");
        token.permit(owner, BOB, 5, deadline + 1, v, r, s);
        AudiusToken other = new AudiusToken();
        other.initialize(ALICE, GOVERNANCE);
        expectRevertText("AudiusToken: Invalid signature");
        other.permit(owner, BOB, 5, deadline, v, r, s);
        token.permit(owner, BOB, 5, deadline, v, r, s);
    }

    function test_permitRefusesTheZeroOwner() public {
        expectRevertText("AudiusToken: Invalid signature");
        token.permit(address(0), BOB, 5, block.timestamp, 27, bytes32(0), bytes32(0));
    }

    function test_permitRefusesTheZeroSpender() public {
        (uint8 v, bytes32 r, bytes32 s) = signPermit(1, address(0), 5, 0, block.timestamp);
        expectRevertText("ERC20: approve to the zero address");
        token.permit(vm.addr(1), address(0), 5, block.timestamp, v, r, s);
    }

    function testFuzz_permitEndsAfterItsDeadline(uint32 deadline, uint32 late) public {
        vm.assume(late > 0);
        (uint8 v, bytes32 r, bytes32 s) = signPermit(1, BOB, 5, 0, deadline);
        vm.warp(uint256(deadline) + late);
        expectRevertText("AudiusToken: Deadline has expired");
        token.permit(vm.addr(1), BOB, 5, deadline, v, r, s);
        vm.warp(deadline);
        token.permit(vm.addr(1), BOB, 5, deadline, v, r, s);
    }

    function test_theDomainIsFixedAtInitialization() public {
        bytes32 separator = token.DOMAIN_SEPARATOR();
        assertEq(
            keccak256(abi.encodePacked("\x19\x01", separator, bytes32(0))),
            typedDigest("Audius", address(token), bytes32(0)),
            "domain"
        );
        vm.chainId(block.chainid + 1);
        assertEq(token.DOMAIN_SEPARATOR(), separator, "after the chain id changed");
        assertEq(token.PERMIT_TYPEHASH(), PERMIT_TYPEHASH, "type hash");
    }

    function permit(uint256 key, address spender, uint256 value, uint256 nonce, uint256 deadline) private {
        (uint8 v, bytes32 r, bytes32 s) = signPermit(key, spender, value, nonce, deadline);
        token.permit(vm.addr(key), spender, value, deadline, v, r, s);
    }

    function signPermit(uint256 key, address spender, uint256 value, uint256 nonce, uint256 deadline)
        private
        view
        returns (uint8 v, bytes32 r, bytes32 s)
    {
        bytes32 structHash = keccak256(abi.encode(PERMIT_TYPEHASH, vm.addr(key), spender, value, nonce, deadline));
        return vm.sign(key, typedDigest("Audius", address(token), structHash));
    }

    function assertTransfer(Vm.Log memory log, address emitter, address from, address to, uint256 value) private pure {
        assertLog(log, emitter, "Transfer(address,address,uint256)", words(word(from), word(to)), abi.encode(value));
    }

    function assertApproval(Vm.Log memory log, address owner, address spender, uint256 value) private view {
        assertLog(
            log,
            address(token),
            "Approval(address,address,uint256)",
            words(word(owner), word(spender)),
            abi.encode(value)
        );
    }

    function initialization() private view returns (bytes memory) {
        return abi.encodeCall(AudiusToken.initialize, (address(this), GOVERNANCE));
    }
}
