// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {ArbitratorRegistry} from "../../src/arbitration/ArbitratorRegistry.sol";
import {StakeTree} from "../../src/arbitration/StakeTree.sol";
import {GovernanceV2} from "../../src/eth/GovernanceV2.sol";
import {ArbitrationKit} from "./ArbitrationKit.sol";

/// @dev The stake tree beside the plain list it stands for.
contract Forest is StakeTree {
    uint256[] public stakes;

    function plant() external {
        appendLeaf();
        stakes.push(0);
    }

    function set(uint256 leaf, uint256 value) external {
        uint256 present = stakes[leaf - 1];
        if (value > present) increaseLeaf(leaf, value - present);
        else decreaseLeaf(leaf, present - value);
        stakes[leaf - 1] = value;
    }

    function leafOf(uint256 point, uint256 blockNumber) external view returns (uint256) {
        return leafAt(point, blockNumber);
    }

    function totalOf(uint256 blockNumber) external view returns (uint256) {
        return totalAt(blockNumber);
    }
}

contract StakeTreeTest is ArbitrationKit {
    function testFuzz_leavesLieSideBySideWhateverHappensLater(uint64[] memory stakes, uint64[] memory later) public {
        uint256 count = stakes.length % 20;
        Forest forest = new Forest();
        uint256[] memory snapshot = new uint256[](count);
        uint256 total = 0;
        for (uint256 i = 0; i < count; i++) {
            forest.plant();
            forest.set(i + 1, stakes[i]);
            snapshot[i] = stakes[i];
            total += stakes[i];
        }
        uint256 then_ = block.number;
        vm.roll(then_ + 1);
        for (uint256 i = 0; i < later.length && i < 8; i++) {
            forest.plant();
            forest.set(1 + later[i] % (count + i + 1), later[i]);
        }
        assertEq(forest.totalOf(then_), total, "total");
        uint256 start = 0;
        for (uint256 i = 0; i < count; i++) {
            if (snapshot[i] == 0) continue;
            assertEq(forest.leafOf(start, then_), i + 1, "first point of a leaf");
            assertEq(forest.leafOf(start + snapshot[i] - 1, then_), i + 1, "last point of a leaf");
            start += snapshot[i];
        }
    }
}

/// @dev Half of all stake in one account, the other half split over ten.
contract SplitStakeTest is ArbitrationKit {
    address private constant WHOLE = address(0x101);
    address[3] private nobody;

    function setUp() public {
        convene();
        enrol(WHOLE, 100_000e18);
        vm.roll(block.number + 1);
    }

    function testFuzz_splittingStakeWinsNoSeats(uint256 seed) public {
        uint256 seatsOfTheWhole = 0;
        for (uint256 i = 0; i < 10; i++) {
            vm.prank(address(arbitration));
            address[] memory jurors =
                arbitrators.seatPanel(keccak256(abi.encode(seed, i)), block.number - 1, 5, 1e18, nobody);
            for (uint256 j = 0; j < 5; j++) {
                if (jurors[j] == WHOLE) seatsOfTheWhole++;
            }
        }
        require(seatsOfTheWhole > 4 && seatsOfTheWhole < 46, "half of 50 seats, by 6 standard deviations");
    }
}

contract ArbitratorRegistryTest is ArbitrationKit {
    uint256 private constant KEY = 0xA4B;
    address private constant JUROR = address(0x101);
    address[3] private nobody;

    // Stakes

    function test_saysItsBounds() public view {
        assertEq(arbitrators.DRAWS_PER_SEAT(), 3, "draws per seat");
    }

    function test_stake_registersAndIncreases() public {
        endow(JUROR, 10_000e18);
        vm.recordLogs();
        vm.prank(JUROR);
        arbitrators.stake(MINIMUM_STAKE);
        assertLogged(
            vm.getRecordedLogs(),
            address(arbitrators),
            "ArbitratorRegistered(address,uint256)",
            words(word(JUROR)),
            abi.encode(MINIMUM_STAKE)
        );
        vm.recordLogs();
        vm.prank(JUROR);
        arbitrators.stake(1);
        assertLogged(
            vm.getRecordedLogs(),
            address(arbitrators),
            "StakeIncreased(address,uint256,uint256)",
            words(word(JUROR)),
            abi.encode(1, MINIMUM_STAKE + 1)
        );
        assertEq(token.balanceOf(address(arbitrators)), MINIMUM_STAKE + 1, "balance");
        assertEq(arbitrators.getArbitrator(JUROR).active, MINIMUM_STAKE + 1, "active");
        assertEq(arbitrators.token(), address(token), "token");
        uint256 past = block.number;
        vm.roll(past + 1);
        assertEq(arbitrators.totalStakeAt(past), MINIMUM_STAKE + 1, "total");
        assertEq(arbitrators.totalStakeAt(past - 1), 0, "total before");
    }

    function test_stake_hasAMinimum() public {
        endow(JUROR, 10_000e18);
        assertRegistryRefused(JUROR, abi.encodeCall(arbitrators.stake, (0)), "Arbitration: stake is 0");
        assertRegistryRefused(
            JUROR, abi.encodeCall(arbitrators.stake, (MINIMUM_STAKE - 1)), "Arbitration: stake is below the minimum"
        );
    }

    function test_stakeWithPermit_approvesBySignature_evenWhenSentBefore() public {
        address juror = vm.addr(KEY);
        token.transfer(juror, 2 * MINIMUM_STAKE);
        (uint8 v, bytes32 r, bytes32 s) = permit(MINIMUM_STAKE);
        vm.prank(juror);
        arbitrators.stakeWithPermit(MINIMUM_STAKE, block.timestamp, v, r, s);
        (v, r, s) = permit(MINIMUM_STAKE);
        token.permit(juror, address(arbitrators), MINIMUM_STAKE, block.timestamp, v, r, s);
        vm.prank(juror);
        arbitrators.stakeWithPermit(MINIMUM_STAKE, block.timestamp, v, r, s);
        assertEq(arbitrators.getArbitrator(juror).active, 2 * MINIMUM_STAKE, "active");
    }

    function test_requestUnbond_takesStakeOutOfLaterDrawsAtOnce() public {
        enrol(JUROR, 10_000e18);
        vm.recordLogs();
        vm.prank(JUROR);
        arbitrators.requestUnbond(4_000e18);
        assertLogged(
            vm.getRecordedLogs(),
            address(arbitrators),
            "UnbondRequested(address,uint256,uint256,uint256)",
            words(word(JUROR)),
            abi.encode(4_000e18, 6_000e18, block.number + UNBONDING_DELAY)
        );
        uint256 past = block.number;
        vm.roll(past + 1);
        assertEq(arbitrators.totalStakeAt(past), 6_000e18, "total");
        string memory text = "Arbitration: expected nothing or the minimum stake to stay";
        assertRegistryRefused(JUROR, abi.encodeCall(arbitrators.requestUnbond, (1_001e18)), text);
        text = "Arbitration: expected 1 up to the active stake";
        assertRegistryRefused(JUROR, abi.encodeCall(arbitrators.requestUnbond, (0)), text);
        assertRegistryRefused(JUROR, abi.encodeCall(arbitrators.requestUnbond, (6_001e18)), text);
        vm.prank(JUROR);
        arbitrators.requestUnbond(6_000e18);
        assertEq(arbitrators.getArbitrator(JUROR).unbonding, 10_000e18, "all of it");
    }

    function test_withdraw_paysAfterTheDelay() public {
        enrol(JUROR, 10_000e18);
        vm.prank(JUROR);
        arbitrators.requestUnbond(10_000e18);
        vm.roll(block.number + UNBONDING_DELAY - 1);
        bytes memory call = abi.encodeCall(arbitrators.withdraw, ());
        assertRegistryRefused(JUROR, call, "Arbitration: stake is still unbonding");
        vm.roll(block.number + 1);
        vm.recordLogs();
        vm.prank(JUROR);
        arbitrators.withdraw();
        assertLogged(
            vm.getRecordedLogs(),
            address(arbitrators),
            "Withdrawn(address,uint256)",
            words(word(JUROR)),
            abi.encode(10_000e18)
        );
        assertEq(token.balanceOf(JUROR), 10_000e18, "paid");
        assertRegistryRefused(JUROR, call, "Arbitration: nothing to withdraw");
    }

    function test_withdraw_leavesWhatIsLocked() public {
        enrol(JUROR, MINIMUM_STAKE);
        vm.roll(block.number + 1);
        draw("seed", block.number - 1, 3, 1_000e18);
        vm.prank(JUROR);
        arbitrators.requestUnbond(MINIMUM_STAKE);
        vm.roll(block.number + UNBONDING_DELAY);
        vm.prank(JUROR);
        arbitrators.withdraw();
        assertEq(token.balanceOf(JUROR), MINIMUM_STAKE - 3_000e18, "free part");
        assertRegistryRefused(JUROR, abi.encodeCall(arbitrators.withdraw, ()), "Arbitration: nothing to withdraw");
        vm.prank(address(arbitration));
        arbitrators.release(JUROR, 3_000e18, 0);
        vm.prank(JUROR);
        arbitrators.withdraw();
        assertEq(token.balanceOf(JUROR), MINIMUM_STAKE, "the rest");
    }

    // Draws

    function test_seatPanel_isProportionalToStake() public {
        uint256[4] memory seats;
        for (uint256 i = 0; i < 4; i++) {
            enrol(arbitratorNumber(i), 100_000e18 * (i + 1));
        }
        vm.roll(block.number + 1);
        uint256 past = block.number - 1;
        for (uint256 panel = 0; panel < 600; panel++) {
            address[] memory jurors = draw(keccak256(abi.encode(panel)), past, 5, 1e18);
            for (uint256 i = 0; i < 5; i++) {
                seats[uint160(jurors[i]) - uint160(arbitratorNumber(0))]++;
            }
        }
        for (uint256 i = 0; i < 4; i++) {
            uint256 expected = 300 * (i + 1);
            require(seats[i] * 100 > expected * 80 && seats[i] * 100 < expected * 120, "share of the seats");
        }
    }

    function testFuzz_seatPanel_knowsNoStakeOfLaterBlocks(bytes32 seed, uint128 late) public {
        enrol(JUROR, MINIMUM_STAKE);
        uint256 opened = block.number + 1;
        vm.roll(opened);
        enrol(address(0x1A7E), MINIMUM_STAKE + late % 900_000_000e18);
        vm.roll(opened + 1);
        address[] memory jurors = draw(seed, opened - 1, 3, 1e18);
        for (uint256 i = 0; i < 3; i++) {
            assertEq(jurors[i], JUROR, "the only one who was there");
        }
    }

    function test_seatPanel_locksNothingIfItCannotFillThePanel() public {
        enrol(JUROR, MINIMUM_STAKE);
        enrol(address(0x102), MINIMUM_STAKE);
        vm.roll(block.number + 1);
        uint256 past = block.number - 1;
        assertEq(draw("seed", past, 3, 2_600e18).length, 0, "two seats at most");
        assertEq(arbitrators.getArbitrator(JUROR).locked, 0, "locked");
        assertEq(draw("seed", past - 1, 3, 1e18).length, 0, "nobody was there");

        nobody = [JUROR, address(0x102), address(0)];
        assertEq(draw("seed", past, 1, 1e18).length, 0, "parties do not sit");
        nobody = [address(0), address(0), JUROR];
        assertEq(draw("seed", past, 1, 1e18)[0], address(0x102), "the other one");
        assertEq(arbitrators.getArbitrator(address(0x102)).locked, 1e18, "locked");
    }

    function test_seatPanel_seatsWhoCanJustCoverASeat() public {
        enrol(JUROR, MINIMUM_STAKE);
        vm.roll(block.number + 1);
        assertEq(draw("seed", block.number - 1, 1, MINIMUM_STAKE)[0], JUROR, "all of the stake");
        assertEq(arbitrators.getArbitrator(JUROR).locked, MINIMUM_STAKE, "locked");
    }

    function test_seatPanel_triesThreeCandidatesPerSeat() public {
        enrol(JUROR, MINIMUM_STAKE);
        enrol(address(0x102), MINIMUM_STAKE);
        vm.roll(block.number + 1);
        nobody = [JUROR, address(0), address(0)];
        uint256 nonce = 0;
        while (vainTries(bytes32(nonce)) != 2) nonce++;
        assertEq(draw(bytes32(nonce), block.number - 1, 1, 1e18)[0], address(0x102), "third candidate");
        while (vainTries(bytes32(nonce)) != 3) nonce++;
        assertEq(draw(bytes32(nonce), block.number - 1, 1, 1e18).length, 0, "no fourth candidate");
    }

    function test_seatPanel_fitsABlockForTheLargestPanel() public {
        for (uint256 i = 0; i < 130; i++) {
            enrol(arbitratorNumber(i), MINIMUM_STAKE);
            vm.roll(block.number + 1);
        }
        uint256 gas = gasleft();
        assertEq(draw("seed", block.number - 1, 15, MINIMUM_STAKE + 1).length, 0, "nobody can cover a seat");
        require(gas - gasleft() < 6_000_000, "gas of 45 vain tries");
    }

    function test_release_takesPenaltiesFromActiveStakeFirst() public {
        enrol(JUROR, 10_000e18);
        vm.roll(block.number + 1);
        draw("seed", block.number - 1, 3, 3_000e18);
        vm.prank(JUROR);
        arbitrators.requestUnbond(5_000e18);
        vm.prank(address(arbitration));
        arbitrators.seize(9_000e18);
        assertEq(token.balanceOf(address(arbitration)), 9_000e18, "pot");
        assertEq(arbitrators.seized(), 9_000e18, "seized");
        vm.recordLogs();
        vm.prank(address(arbitration));
        arbitrators.release(JUROR, 9_000e18, 9_000e18);
        assertLogged(
            vm.getRecordedLogs(),
            address(arbitrators),
            "StakePenalised(address,uint256,uint256,uint256)",
            words(word(JUROR)),
            abi.encode(9_000e18, 0, 1_000e18)
        );
        assertEq(arbitrators.seized(), 0, "settled");
        assertEq(token.balanceOf(address(arbitrators)), 1_000e18, "balance");
        uint256 past = block.number;
        vm.roll(past + 1);
        assertEq(arbitrators.totalStakeAt(past), 0, "total");
    }

    function test_onlyArbitrationMovesSeats() public {
        string memory text = "Arbitration: Only the arbitration contract";
        bytes memory call = abi.encodeCall(arbitrators.seatPanel, ("seed", 1, 1, 1, nobody));
        assertReverts(address(arbitrators), call, text);
        assertReverts(address(arbitrators), abi.encodeCall(arbitrators.seize, (1)), text);
        assertReverts(address(arbitrators), abi.encodeCall(arbitrators.release, (JUROR, 0, 0)), text);
        call = abi.encodeCall(arbitrators.totalStakeAt, (block.number));
        assertReverts(address(arbitrators), call, "Arbitration: expected a past block");
    }

    // Governance

    function test_initialize_worksOnceAndChecksItsArguments() public {
        bytes memory call = abi.encodeCall(arbitrators.initialize, (address(token), address(governance), 1, 1));
        assertInitializedOnce(address(arbitrators), call);
        address bare = address(new ArbitratorRegistry());
        assertUninitialized(bare, abi.encodeCall(arbitrators.stake, (1)));
        call = abi.encodeCall(arbitrators.initialize, (address(0x70CE), address(governance), 1, 1));
        assertReverts(bare, call, "Arbitration: token is not a contract");
        call = abi.encodeCall(arbitrators.initialize, (address(token), address(token), 1, 1));
        assertReverts(bare, call, "Arbitration: _governanceAddress is not a valid governance contract");
        call = abi.encodeCall(arbitrators.initialize, (address(token), address(governance), 0, 1));
        assertReverts(bare, call, "Arbitration: parameter is out of bounds");
        call = abi.encodeCall(arbitrators.initialize, (address(token), address(governance), 1, 2_628_001));
        assertReverts(bare, call, "Arbitration: parameter is out of bounds");
    }

    function test_governanceSetsParametersAndAddresses() public {
        vm.recordLogs();
        govern("ArbitratorRegistry", "setParameter(uint8,uint256)", abi.encode(0, 77));
        assertLogged(
            vm.getRecordedLogs(),
            address(arbitrators),
            "ParameterUpdated(uint8,uint256)",
            words(word(uint256(0))),
            abi.encode(77)
        );
        assertEq(arbitrators.parameters(ArbitratorRegistry.Parameter.MinimumStake), 77, "minimum");

        govern("ArbitratorRegistry", "setParameter(uint8,uint256)", abi.encode(0, type(uint128).max));
        govern("ArbitratorRegistry", "setParameter(uint8,uint256)", abi.encode(1, 2_628_000));
        assertEq(arbitrators.parameters(ArbitratorRegistry.Parameter.UnbondingDelay), 2_628_000, "longest delay");

        vm.recordLogs();
        link("ArbitratorRegistry", "setArbitrationAddress(address)", address(0xA4C));
        assertLogged(
            vm.getRecordedLogs(),
            address(arbitrators),
            "ArbitrationAddressUpdated(address)",
            words(word(address(0xA4C))),
            ""
        );
        assertEq(arbitrators.arbitration(), address(0xA4C), "arbitration");

        address next = address(new GovernanceV2());
        vm.recordLogs();
        link("ArbitratorRegistry", "setGovernanceAddress(address)", next);
        assertLogged(
            vm.getRecordedLogs(), address(arbitrators), "GovernanceAddressUpdated(address)", words(word(next)), ""
        );
        assertEq(arbitrators.getGovernanceAddress(), next, "governance");

        string memory text = "Arbitration: Only governance";
        bytes memory call = abi.encodeCall(arbitrators.setParameter, (ArbitratorRegistry.Parameter.UnbondingDelay, 1));
        assertReverts(address(arbitrators), call, text);
        assertReverts(address(arbitrators), abi.encodeCall(arbitrators.setArbitrationAddress, (JUROR)), text);
        assertReverts(address(arbitrators), abi.encodeCall(arbitrators.setGovernanceAddress, (next)), text);
    }

    function draw(bytes32 seed, uint256 past, uint256 seats, uint256 seatStake) private returns (address[] memory) {
        vm.prank(address(arbitration));
        return arbitrators.seatPanel(seed, past, seats, seatStake, nobody);
    }

    /// @dev How many candidates fall into the first half of the stake, which is the first arbitrator's, before another.
    function vainTries(bytes32 seed) private pure returns (uint256 count) {
        uint256 total = 2 * MINIMUM_STAKE;
        while (uint256(keccak256(abi.encode(seed, count))) % total < MINIMUM_STAKE) count++;
    }

    function permit(uint256 value) private view returns (uint8 v, bytes32 r, bytes32 s) {
        address owner = vm.addr(KEY);
        bytes32 structHash = keccak256(
            abi.encode(
                token.PERMIT_TYPEHASH(), owner, address(arbitrators), value, token.nonces(owner), block.timestamp
            )
        );
        return vm.sign(KEY, typedDigest("Audius", address(token), structHash));
    }

    function assertRegistryRefused(address sender, bytes memory call, string memory text) private {
        vm.prank(sender);
        assertReverts(address(arbitrators), call, text);
    }
}
