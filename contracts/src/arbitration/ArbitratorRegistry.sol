// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {Governed} from "../eth/Governed.sol";
import {StakeTree} from "./StakeTree.sol";

/// @title ArbitratorRegistry
/// @notice Holds the AUDIO of arbitrators and draws panels from them, in proportion to stake as of a past block.
/// @dev Only active stake counts in draws; stake stays at risk until it is withdrawn. Amounts are in the smallest unit
/// of AUDIO. Runs behind a proxy: append storage only.
contract ArbitratorRegistry is Governed, ReentrancyGuard, StakeTree {
    using SafeERC20 for IERC20;

    /// @notice One arbitrator's stake: `active + unbonding`, of which `locked` is at risk in seats of open cases.
    struct Arbitrator {
        uint256 active;
        uint256 unbonding;
        uint256 locked;
        /// first block in which `unbonding` may be withdrawn
        uint64 withdrawableAt;
        uint64 leaf;
    }

    enum Parameter {
        /// least active stake of an arbitrator
        MinimumStake,
        /// blocks between a request to unbond and the withdrawal
        UnbondingDelay
    }

    /// @notice How many candidates a draw tries per seat, before it gives up on the panel.
    uint256 public constant DRAWS_PER_SEAT = 3;

    IERC20 private audio;

    /// @notice The Arbitration contract, which draws panels and takes penalties.
    address public arbitration;

    /// @notice The value of a parameter.
    mapping(Parameter => uint256 value) public parameters;

    /// @notice Penalties already paid out to Arbitration that are still counted in the stakes of the penalised jurors:
    /// balance of AUDIO = sum of stakes - seized.
    uint256 public seized;

    mapping(address => Arbitrator) private arbitrators;
    mapping(uint256 leaf => address) private arbitratorOf;

    /// @notice An account that had no active stake became an arbitrator.
    event ArbitratorRegistered(address indexed arbitrator, uint256 amount);

    /// @notice An arbitrator added to the active stake, which now is `active`.
    event StakeIncreased(address indexed arbitrator, uint256 amount, uint256 active);

    /// @notice An arbitrator takes stake out of later draws; all that unbonds may be withdrawn from a block on.
    event UnbondRequested(address indexed arbitrator, uint256 amount, uint256 active, uint256 withdrawableAt);

    /// @notice An arbitrator withdrew stake.
    event Withdrawn(address indexed arbitrator, uint256 amount);

    /// @notice A juror lost stake to the pot of a case; `active + unbonding` is what is left.
    event StakePenalised(address indexed arbitrator, uint256 amount, uint256 active, uint256 unbonding);

    /// @notice Governance set a parameter.
    event ParameterUpdated(Parameter indexed parameter, uint256 value);

    /// @notice Governance named the Arbitration contract.
    event ArbitrationAddressUpdated(address indexed arbitration);

    /// @notice Governance handed over to its successor.
    event GovernanceAddressUpdated(address indexed governance);

    modifier onlyGovernance() {
        require(msg.sender == governanceAddress, "Arbitration: Only governance");
        _;
    }

    modifier onlyArbitration() {
        require(msg.sender == arbitration, "Arbitration: Only the arbitration contract");
        _;
    }

    /// @notice Sets the contract up, once.
    /// @param audioToken AUDIO
    /// @param governance the Governance contract
    /// @param minimumStake least active stake of an arbitrator, more than 0
    /// @param unbondingDelay blocks from a request to unbond to the withdrawal, 1 to 2,628,000
    function initialize(address audioToken, address governance, uint256 minimumStake, uint256 unbondingDelay)
        external
        initializer
    {
        require(audioToken.code.length > 0, "Arbitration: token is not a contract");
        audio = IERC20(audioToken);
        takeGovernanceAddress(governance, "Arbitration");
        takeParameter(Parameter.MinimumStake, minimumStake);
        takeParameter(Parameter.UnbondingDelay, unbondingDelay);
    }

    /// @notice Locks AUDIO of the caller, who has approved it to this contract, as an arbitrator's stake. It counts in
    /// the draws of cases that are opened in later blocks.
    /// @param amount more than 0; the active stake must reach the minimum
    function stake(uint256 amount) external onlyInitialized nonReentrant {
        addStake(amount);
    }

    /// @notice Like `stake`, with the approval by EIP-2612 permit. A permit that fails is ignored, as somebody else may
    /// have sent it first; the allowance decides.
    function stakeWithPermit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external
        onlyInitialized
        nonReentrant
    {
        try IERC20Permit(address(audio)).permit(msg.sender, address(this), amount, deadline, v, r, s) {} catch {}
        addStake(amount);
    }

    /// @notice Takes active stake of the caller out of later draws, to be withdrawn after the unbonding delay. The delay
    /// starts anew for what is unbonding already.
    /// @param amount more than 0; must leave either nothing or the minimum active
    function requestUnbond(uint256 amount) external onlyInitialized {
        Arbitrator storage arbitrator = arbitrators[msg.sender];
        require(amount > 0 && amount <= arbitrator.active, "Arbitration: expected 1 up to the active stake");
        uint256 left = arbitrator.active - amount;
        require(
            left == 0 || left >= parameters[Parameter.MinimumStake],
            "Arbitration: expected nothing or the minimum stake to stay"
        );
        arbitrator.active = left;
        arbitrator.unbonding += amount;
        arbitrator.withdrawableAt = uint64(block.number + parameters[Parameter.UnbondingDelay]);
        decreaseLeaf(arbitrator.leaf, amount);
        emit UnbondRequested(msg.sender, amount, left, arbitrator.withdrawableAt);
    }

    /// @notice Pays the caller what has unbonded, except what must stay to cover the seats in open cases; the rest can
    /// be withdrawn once they are settled.
    function withdraw() external onlyInitialized nonReentrant {
        Arbitrator storage arbitrator = arbitrators[msg.sender];
        require(block.number >= arbitrator.withdrawableAt, "Arbitration: stake is still unbonding");
        uint256 free = freeStake(arbitrator);
        uint256 amount = free < arbitrator.unbonding ? free : arbitrator.unbonding;
        require(amount > 0, "Arbitration: nothing to withdraw");
        arbitrator.unbonding -= amount;
        emit Withdrawn(msg.sender, amount);
        audio.safeTransfer(msg.sender, amount);
    }

    /// @notice Draws jurors at random, in proportion to active stake at the end of a past block, and locks stake for each
    /// seat; Arbitration only.
    /// @dev With replacement: an arbitrator may get several seats, as long as the stake covers them all. So stake split
    /// over many accounts draws exactly as many seats as in one.
    /// @param seed what the draw is a function of
    /// @param blockNumber block of the stakes, past
    /// @param seats size of the panel
    /// @param seatStake stake to lock per seat
    /// @param excluded accounts that may not sit, the parties
    /// @return jurors one per seat; empty if too few candidates had free stake, then nothing is locked
    function seatPanel(
        bytes32 seed,
        uint256 blockNumber,
        uint256 seats,
        uint256 seatStake,
        address[3] calldata excluded
    ) external onlyInitialized onlyArbitration returns (address[] memory jurors) {
        jurors = new address[](seats);
        uint256 total = totalAt(blockNumber);
        uint256 seated = 0;
        for (uint256 i = 0; i < seats * DRAWS_PER_SEAT && seated < seats && total > 0; i++) {
            address candidate = arbitratorOf[leafAt(uint256(keccak256(abi.encode(seed, i))) % total, blockNumber)];
            if (isExcluded(candidate, excluded) || freeStake(arbitrators[candidate]) < seatStake) continue;
            arbitrators[candidate].locked += seatStake;
            jurors[seated++] = candidate;
        }
        if (seated == seats) return jurors;
        for (uint256 i = 0; i < seated; i++) {
            arbitrators[jurors[i]].locked -= seatStake;
        }
        return new address[](0);
    }

    /// @notice Pays the penalties of a closed case to its pot; Arbitration only. The jurors' stakes follow by `release`.
    /// @param amount sum of the penalties, covered by locked stake
    function seize(uint256 amount) external onlyInitialized onlyArbitration nonReentrant {
        seized += amount;
        audio.safeTransfer(arbitration, amount);
    }

    /// @notice Ends the seats of a juror in a closed case; Arbitration only.
    /// @param juror the juror
    /// @param unlocked stake that was locked for the seats
    /// @param penalty how much of it is lost, part of what was seized before
    function release(address juror, uint256 unlocked, uint256 penalty) external onlyInitialized onlyArbitration {
        Arbitrator storage arbitrator = arbitrators[juror];
        arbitrator.locked -= unlocked;
        if (penalty == 0) return;
        seized -= penalty;
        uint256 fromActive = penalty < arbitrator.active ? penalty : arbitrator.active;
        arbitrator.active -= fromActive;
        arbitrator.unbonding -= penalty - fromActive;
        decreaseLeaf(arbitrator.leaf, fromActive);
        emit StakePenalised(juror, penalty, arbitrator.active, arbitrator.unbonding);
    }

    /// @notice Sets a parameter; Governance only.
    /// @param parameter which
    /// @param value within the bounds given at `initialize`
    function setParameter(Parameter parameter, uint256 value) external onlyInitialized onlyGovernance {
        takeParameter(parameter, value);
    }

    /// @notice Names the Arbitration contract; Governance only. Seats drawn by a former one stay locked until it is
    /// named again, so upgrade it behind its proxy instead.
    /// @param newArbitration the Arbitration contract
    function setArbitrationAddress(address newArbitration) external onlyInitialized onlyGovernance {
        arbitration = newArbitration;
        emit ArbitrationAddressUpdated(newArbitration);
    }

    /// @notice Hands the contract to another Governance contract; Governance only.
    /// @param newGovernance answers `isGovernanceAddress()` with true
    function setGovernanceAddress(address newGovernance) external onlyInitialized onlyGovernance {
        takeGovernanceAddress(newGovernance, "Arbitration");
        emit GovernanceAddressUpdated(newGovernance);
    }

    /// @notice The Governance contract.
    function getGovernanceAddress() external view onlyInitialized returns (address) {
        return governanceAddress;
    }

    /// @notice The AUDIO token.
    function token() external view onlyInitialized returns (address) {
        return address(audio);
    }

    /// @notice An arbitrator's stake; zeros for other accounts.
    function getArbitrator(address account) external view onlyInitialized returns (Arbitrator memory) {
        return arbitrators[account];
    }

    /// @notice The active stake of all arbitrators at the end of a block.
    /// @param blockNumber a past block
    function totalStakeAt(uint256 blockNumber) external view onlyInitialized returns (uint256) {
        require(blockNumber < block.number, "Arbitration: expected a past block");
        return totalAt(blockNumber);
    }

    function addStake(uint256 amount) private {
        Arbitrator storage arbitrator = arbitrators[msg.sender];
        require(amount > 0, "Arbitration: stake is 0");
        uint256 active = arbitrator.active + amount;
        require(active >= parameters[Parameter.MinimumStake], "Arbitration: stake is below the minimum");
        if (arbitrator.leaf == 0) {
            arbitrator.leaf = uint64(appendLeaf());
            arbitratorOf[arbitrator.leaf] = msg.sender;
        }
        if (arbitrator.active == 0) {
            emit ArbitratorRegistered(msg.sender, amount);
        } else {
            emit StakeIncreased(msg.sender, amount, active);
        }
        arbitrator.active = active;
        increaseLeaf(arbitrator.leaf, amount);
        audio.safeTransferFrom(msg.sender, address(this), amount);
    }

    function takeParameter(Parameter parameter, uint256 value) private {
        uint256 maximum = parameter == Parameter.MinimumStake ? type(uint128).max : 2_628_000;
        require(value > 0 && value <= maximum, "Arbitration: parameter is out of bounds");
        parameters[parameter] = value;
        emit ParameterUpdated(parameter, value);
    }

    function freeStake(Arbitrator storage arbitrator) private view returns (uint256) {
        return arbitrator.active + arbitrator.unbonding - arbitrator.locked;
    }

    function isExcluded(address candidate, address[3] calldata excluded) private pure returns (bool) {
        return candidate == excluded[0] || candidate == excluded[1] || candidate == excluded[2];
    }
}
