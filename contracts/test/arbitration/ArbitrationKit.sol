// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {Arbitration} from "../../src/arbitration/Arbitration.sol";
import {ArbitrationParameters} from "../../src/arbitration/ArbitrationParameters.sol";
import {CaseRecords} from "../../src/arbitration/CaseRecords.sol";
import {ArbitratorRegistry} from "../../src/arbitration/ArbitratorRegistry.sol";
import {ContentType, Payments} from "../../src/payments/Payments.sol";
import {Vm} from "../TestKit.sol";
import {EthSide} from "../eth/EthSide.sol";

/// @dev The Ethereum side with Payments and Arbitration, linked by Governance, and the moves of a case.
abstract contract ArbitrationKit is EthSide {
    address internal constant OPENER = address(0x09E4);
    address internal constant APPELLANT = address(0xA99E);
    bytes32 internal constant SALT = "salt";
    string internal constant CID = "baeaaaiqsecidoftheaudio";
    string internal constant URI = "https://evidence.example/1";

    uint256 internal constant CASE_DEPOSIT = 1_000e18;
    uint256 internal constant SEAT_STAKE = 500e18;
    uint256 internal constant MINIMUM_STAKE = 5_000e18;
    uint256 internal constant UNBONDING_DELAY = 100;
    uint256 internal constant DRAW_DELAY = 10;
    uint256 internal constant COMMIT_WINDOW = 20;
    uint256 internal constant REVEAL_WINDOW = 25;
    uint256 internal constant APPEAL_WINDOW = 30;
    uint256 internal constant EXECUTION_WINDOW = 40;
    uint256 internal constant REFUND_WINDOW = 60;

    CaseRecords.Ruling internal constant UPHELD = CaseRecords.Ruling.Upheld;
    CaseRecords.Ruling internal constant REJECTED = CaseRecords.Ruling.Rejected;

    Payments internal immutable payments;
    ArbitratorRegistry internal immutable arbitrators;
    Arbitration internal immutable arbitration;

    constructor() {
        payments = Payments(
            registered(
                "Payments",
                address(new Payments()),
                abi.encodeCall(Payments.initialize, (address(governance), REFUND_WINDOW))
            )
        );
        arbitrators = ArbitratorRegistry(
            registered(
                "ArbitratorRegistry",
                address(new ArbitratorRegistry()),
                abi.encodeCall(
                    ArbitratorRegistry.initialize, (address(token), address(governance), MINIMUM_STAKE, UNBONDING_DELAY)
                )
            )
        );
        arbitration = Arbitration(
            registered("Arbitration", address(new Arbitration()), initialization(address(governance), values()))
        );
        link("Payments", "setArbitrationAddress(address)", address(arbitration));
        link("ArbitratorRegistry", "setArbitrationAddress(address)", address(arbitration));
        link(DELEGATE_MANAGER, "setArbitrationAddress(address)", address(arbitration));
        govern("Payments", "setTokenAllowed(address,bool)", abi.encode(address(token), true));
    }

    function values() internal pure returns (uint256[] memory result) {
        result = new uint256[](9);
        (result[0], result[1], result[2], result[3]) = (CASE_DEPOSIT, 3, SEAT_STAKE, DRAW_DELAY);
        (result[4], result[5], result[6]) = (COMMIT_WINDOW, REVEAL_WINDOW, APPEAL_WINDOW);
        (result[7], result[8]) = (EXECUTION_WINDOW, 1_000);
    }

    function initialization(address owner, uint256[] memory parameters) internal view returns (bytes memory) {
        return abi.encodeCall(
            Arbitration.initialize,
            (
                address(token),
                address(arbitrators),
                address(staking),
                address(delegateManager),
                address(payments),
                owner,
                parameters
            )
        );
    }

    function setParameter(ArbitrationParameters.Parameter parameter, uint256 value) internal {
        govern("Arbitration", "setParameter(uint8,uint256)", abi.encode(parameter, value));
    }

    /// @dev Gives an account AUDIO that it may stake as an arbitrator or deposit in cases.
    function endow(address account, uint256 amount) internal {
        token.transfer(account, amount);
        vm.prank(account);
        token.approve(address(arbitrators), type(uint256).max);
        vm.prank(account);
        token.approve(address(arbitration), type(uint256).max);
    }

    function enrol(address account, uint256 amount) internal {
        endow(account, amount);
        vm.prank(account);
        arbitrators.stake(amount);
    }

    function arbitratorNumber(uint256 number) internal pure returns (address) {
        return address(uint160(0x10000 + number));
    }

    /// @dev Ten arbitrators with 10,000 AUDIO each, an opener and an appellant with money; as of the next block.
    function convene() internal {
        for (uint256 i = 0; i < 10; i++) {
            enrol(arbitratorNumber(i), 10_000e18);
        }
        endow(OPENER, 100_000e18);
        endow(APPELLANT, 100_000e18);
        vm.roll(block.number + 1);
    }

    function openTakedown() internal returns (uint256) {
        return openTakedown(42);
    }

    function openTakedown(uint256 contentId) internal returns (uint256) {
        vm.prank(OPENER);
        return arbitration.openTakedown(ContentType.Track, contentId, CID, URI);
    }

    /// @dev Draws the panel of the present round at the first chance; returns its jurors, each once.
    function seat(uint256 caseId) internal returns (address[] memory jurors) {
        vm.roll(arbitration.getCase(caseId).drawBlock + 1);
        arbitration.draw(caseId);
        require(arbitration.getCase(caseId).phase == CaseRecords.Phase.Voting, "panel sits");
        return panelOf(caseId);
    }

    function panelOf(uint256 caseId) internal view returns (address[] memory jurors) {
        uint256 round = arbitration.getCase(caseId).round;
        jurors = new address[](10);
        uint256 count = 0;
        for (uint256 i = 0; i < 10; i++) {
            if (arbitration.getJuror(caseId, round, arbitratorNumber(i)).seats > 0) {
                jurors[count++] = arbitratorNumber(i);
            }
        }
        assembly {
            mstore(jurors, count)
        }
    }

    function commitAs(address juror, uint256 caseId, CaseRecords.Ruling vote) internal {
        uint256 round = arbitration.getCase(caseId).round;
        vm.prank(juror);
        arbitration.commitVote(caseId, keccak256(abi.encode(caseId, round, juror, vote, SALT)));
    }

    function revealAs(address juror, uint256 caseId, CaseRecords.Ruling vote) internal {
        vm.prank(juror);
        arbitration.revealVote(caseId, vote, SALT);
    }

    function toRevealWindow(uint256 caseId) internal {
        vm.roll(roundOf(caseId).commitEnd + 1);
    }

    function toCount(uint256 caseId) internal {
        vm.roll(roundOf(caseId).revealEnd + 1);
    }

    function toExecution(uint256 caseId) internal {
        vm.roll(arbitration.getCase(caseId).appealEnd + 1);
    }

    function roundOf(uint256 caseId) internal view returns (CaseRecords.Round memory) {
        return arbitration.getRound(caseId, arbitration.getCase(caseId).round);
    }

    /// @dev Draws a panel and has it rule unanimously.
    function rule(uint256 caseId, CaseRecords.Ruling vote) internal returns (address[] memory jurors) {
        jurors = seat(caseId);
        for (uint256 i = 0; i < jurors.length; i++) {
            commitAs(jurors[i], caseId, vote);
        }
        toRevealWindow(caseId);
        for (uint256 i = 0; i < jurors.length; i++) {
            revealAs(jurors[i], caseId, vote);
        }
        toCount(caseId);
        arbitration.rule(caseId);
    }

    function close(uint256 caseId, CaseRecords.Ruling vote) internal returns (address[] memory jurors) {
        jurors = rule(caseId, vote);
        toExecution(caseId);
        arbitration.execute(caseId);
    }

    function appeal(uint256 caseId) internal {
        vm.prank(APPELLANT);
        arbitration.appeal(caseId);
    }

    function assertPhase(uint256 caseId, CaseRecords.Phase phase) internal view {
        assertEq(uint256(arbitration.getCase(caseId).phase), uint256(phase), "phase");
    }

    function assertRuling(uint256 caseId, CaseRecords.Ruling ruling) internal view {
        assertEq(uint256(arbitration.getCase(caseId).ruling), uint256(ruling), "ruling");
    }

    function assertRefused(address sender, bytes memory call, string memory text) internal {
        vm.prank(sender);
        assertReverts(address(arbitration), call, text);
    }

    /// @dev The only log of this event since recordLogs(), which has to be the emitter's; leaves the logs for others.
    function assertLogged(
        Vm.Log[] memory logs,
        address emitter,
        string memory signature,
        bytes32[] memory indexed_,
        bytes memory data
    ) internal pure {
        uint256 found = 0;
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].topics[0] != keccak256(bytes(signature))) continue;
            assertLog(logs[i], emitter, signature, indexed_, data);
            found++;
        }
        assertEq(found, 1, string.concat("logs of ", signature));
    }

    function registered(bytes32 name, address logic, bytes memory initialize) private returns (address proxy) {
        proxy = behindProxy(logic, address(governance), initialize);
        vm.prank(address(governance));
        registry.addContract(name, proxy);
    }
}
