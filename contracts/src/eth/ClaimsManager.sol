// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Governed} from "./Governed.sol";
import {IAudiusToken} from "./interfaces/IAudiusToken.sol";
import {IClaimsManager} from "./interfaces/IClaimsManager.sol";
import {IServiceProviderFactory} from "./interfaces/IServiceProviderFactory.sol";
import {IStaking} from "./interfaces/IStaking.sol";

/// @title ClaimsManager
/// @notice The funding rounds: once a round, which anyone may start, each service provider may claim newly minted AUDIO in
/// proportion to its stake when the round began. Amounts are in wei of AUDIO, durations in blocks.
/// @dev Must be a minter of the token. Runs behind a proxy: append storage only.
contract ClaimsManager is Governed, IClaimsManager {
    using SafeERC20 for IAudiusToken;

    struct Round {
        uint256 fundedBlock;
        uint256 fundedAmount;
        uint256 totalClaimed;
    }

    IAudiusToken private token;
    address private stakingAddress;
    address private serviceProviderFactoryAddress;
    address private delegateManagerAddress;
    address private communityPoolAddress;
    uint256 private fundingRoundBlockDiff;
    uint256 private fundingAmount;
    uint256 private recurringCommunityFundingAmount;
    uint256 private roundNumber;
    Round private currentRound;

    /// @notice A round began.
    event RoundInitiated(uint256 indexed _blockNumber, uint256 indexed _roundNumber, uint256 indexed _fundAmount);

    /// @notice A service provider claimed `_rewards`: its stake was `_oldTotal` when the round began and is now `_newTotal`;
    /// without a reward, `_newTotal` is what of `_oldTotal` was not locked.
    event ClaimProcessed(
        address indexed _claimer, uint256 indexed _rewards, uint256 _oldTotal, uint256 indexed _newTotal
    );

    /// @notice The community pool got its share of the round.
    event CommunityRewardsTransferred(address indexed _transferAddress, uint256 indexed _amount);

    /// @notice The rewards of a round are now `_amount`.
    event FundingAmountUpdated(uint256 indexed _amount);

    /// @notice The blocks between rounds are now `_blockDifference`.
    event FundingRoundBlockDiffUpdated(uint256 indexed _blockDifference);

    /// @notice The community pool's share of a round is now `_amount`.
    event RecurringCommunityFundingAmountUpdated(uint256 indexed _amount);

    /// @notice The community pool is now at this address.
    event CommunityPoolAddressUpdated(address indexed _newCommunityPoolAddress);

    /// @notice Another Governance contract is in control.
    event GovernanceAddressUpdated(address indexed _newGovernanceAddress);

    /// @notice Staking was linked.
    event StakingAddressUpdated(address indexed _newStakingAddress);

    /// @notice The ServiceProviderFactory was linked.
    event ServiceProviderFactoryAddressUpdated(address indexed _newServiceProviderFactoryAddress);

    /// @notice The DelegateManager was linked.
    event DelegateManagerAddressUpdated(address indexed _newDelegateManagerAddress);

    modifier onlyGovernance() {
        require(msg.sender == governanceAddress, "ClaimsManager: Only callable by Governance contract");
        _;
    }

    /// @notice Sets the token, who governs, and the round of 46,523 blocks (about a week) with 1,342,465.75342 AUDIO, once.
    /// @dev Reverts `ClaimsManager: _governanceAddress is not a valid governance contract`.
    /// @param _tokenAddress the AUDIO token
    /// @param _governanceAddress the Governance contract
    function initialize(address _tokenAddress, address _governanceAddress) external initializer {
        token = IAudiusToken(_tokenAddress);
        fundingRoundBlockDiff = 46_523;
        fundingAmount = 1_342_465.75342e18;
        takeGovernanceAddress(_governanceAddress, "ClaimsManager");
    }

    /// @notice Begins a round, and pays the community pool its share if there is one; anyone may call.
    /// @dev Reverts `ClaimsManager: stakingAddress is not set`, `ClaimsManager: Required block difference not met`.
    function initiateRound() external onlyInitialized {
        linkedStaking();
        require(
            block.number - currentRound.fundedBlock > fundingRoundBlockDiff,
            "ClaimsManager: Required block difference not met"
        );
        currentRound = Round({fundedBlock: block.number, fundedAmount: fundingAmount, totalClaimed: 0});
        roundNumber++;
        if (recurringCommunityFundingAmount > 0 && communityPoolAddress != address(0)) fundCommunityPool();
        emit RoundInitiated(block.number, roundNumber, fundingAmount);
    }

    /// @inheritdoc IClaimsManager
    /// @dev A provider earns nothing while its stake is out of bounds. One claim per round, also in the block in which
    /// the round began.
    function processClaim(address _claimer, uint256 _totalLockedForSP) external onlyInitialized returns (uint256) {
        IStaking staking = linkedStaking();
        require(delegateManagerAddress != address(0), "ClaimsManager: delegateManagerAddress is not set");
        IServiceProviderFactory factory = linkedServiceProviderFactory();
        require(msg.sender == delegateManagerAddress, "ClaimsManager: ProcessClaim only accessible to DelegateManager");
        uint256 fundedBlock = currentRound.fundedBlock;
        require(staking.lastClaimedFor(_claimer) < fundedBlock, "ClaimsManager: Claim already processed for user");

        uint256 oldTotal = staking.totalStakedForAt(_claimer, fundedBlock);
        uint256 active = oldTotal - _totalLockedForSP;
        uint256 reward = active * fundingAmount / staking.totalStakedAt(fundedBlock);
        (,, bool validBounds,,,) = factory.getServiceProviderDetails(_claimer);
        if (!validBounds || reward == 0) {
            staking.updateClaimHistory(0, _claimer);
            emit ClaimProcessed(_claimer, 0, oldTotal, active);
            return 0;
        }
        currentRound.totalClaimed += reward;
        token.mint(address(this), reward);
        token.forceApprove(address(staking), reward);
        staking.stakeRewards(reward, _claimer);
        emit ClaimProcessed(_claimer, reward, oldTotal, staking.totalStakedFor(_claimer));
        return reward;
    }

    /// @notice Changes the rewards of a round, those yet to be claimed in the current one too; governance only.
    /// @dev Reverts `ClaimsManager: Only callable by Governance contract`.
    /// @param _newAmount in wei, shared by all stake
    function updateFundingAmount(uint256 _newAmount) external onlyInitialized onlyGovernance {
        fundingAmount = _newAmount;
        emit FundingAmountUpdated(_newAmount);
    }

    /// @notice Changes how many blocks must pass between two rounds; governance only.
    /// @dev Reverts `ClaimsManager: Only callable by Governance contract`.
    /// @param _newFundingRoundBlockDiff in blocks; a round may begin one block later
    function updateFundingRoundBlockDiff(uint256 _newFundingRoundBlockDiff) external onlyInitialized onlyGovernance {
        fundingRoundBlockDiff = _newFundingRoundBlockDiff;
        emit FundingRoundBlockDiffUpdated(_newFundingRoundBlockDiff);
    }

    /// @notice Changes the community pool's share of a round; governance only.
    /// @dev Reverts `ClaimsManager: Only callable by Governance contract`.
    /// @param _newRecurringCommunityFundingAmount in wei; 0 for none
    function updateRecurringCommunityFundingAmount(uint256 _newRecurringCommunityFundingAmount)
        external
        onlyInitialized
        onlyGovernance
    {
        recurringCommunityFundingAmount = _newRecurringCommunityFundingAmount;
        emit RecurringCommunityFundingAmountUpdated(_newRecurringCommunityFundingAmount);
    }

    /// @notice Changes who gets the community pool's share; governance only.
    /// @dev Reverts `ClaimsManager: Only callable by Governance contract`.
    /// @param _newCommunityPoolAddress the receiver; zero for none
    function updateCommunityPoolAddress(address _newCommunityPoolAddress) external onlyInitialized onlyGovernance {
        communityPoolAddress = _newCommunityPoolAddress;
        emit CommunityPoolAddressUpdated(_newCommunityPoolAddress);
    }

    /// @notice Hands control to another Governance contract; governance only.
    /// @dev Reverts `ClaimsManager: Only callable by Governance contract`, `ClaimsManager: _governanceAddress is not a
    /// valid governance contract`.
    /// @param _governanceAddress the next Governance contract
    function setGovernanceAddress(address _governanceAddress) external onlyInitialized onlyGovernance {
        takeGovernanceAddress(_governanceAddress, "ClaimsManager");
        emit GovernanceAddressUpdated(_governanceAddress);
    }

    /// @notice Links Staking; governance only.
    /// @dev Reverts `ClaimsManager: Only callable by Governance contract`.
    /// @param _stakingAddress its address; zero unlinks it
    function setStakingAddress(address _stakingAddress) external onlyInitialized onlyGovernance {
        stakingAddress = _stakingAddress;
        emit StakingAddressUpdated(_stakingAddress);
    }

    /// @notice Links the ServiceProviderFactory; governance only.
    /// @dev Reverts `ClaimsManager: Only callable by Governance contract`.
    /// @param _serviceProviderFactoryAddress its address; zero unlinks it
    function setServiceProviderFactoryAddress(address _serviceProviderFactoryAddress)
        external
        onlyInitialized
        onlyGovernance
    {
        serviceProviderFactoryAddress = _serviceProviderFactoryAddress;
        emit ServiceProviderFactoryAddressUpdated(_serviceProviderFactoryAddress);
    }

    /// @notice Links the DelegateManager; governance only.
    /// @dev Reverts `ClaimsManager: Only callable by Governance contract`.
    /// @param _delegateManagerAddress its address; zero unlinks it
    function setDelegateManagerAddress(address _delegateManagerAddress) external onlyInitialized onlyGovernance {
        delegateManagerAddress = _delegateManagerAddress;
        emit DelegateManagerAddressUpdated(_delegateManagerAddress);
    }

    /// @inheritdoc IClaimsManager
    function claimPending(address _sp) external view onlyInitialized returns (bool) {
        IStaking staking = linkedStaking();
        IServiceProviderFactory factory = linkedServiceProviderFactory();
        (,,, uint256 numberOfEndpoints,,) = factory.getServiceProviderDetails(_sp);
        return staking.lastClaimedFor(_sp) < currentRound.fundedBlock && numberOfEndpoints > 0;
    }

    /// @inheritdoc IClaimsManager
    function getFundingRoundBlockDiff() external view onlyInitialized returns (uint256) {
        return fundingRoundBlockDiff;
    }

    /// @notice The rewards of a round, in wei.
    function getFundsPerRound() external view onlyInitialized returns (uint256) {
        return fundingAmount;
    }

    /// @notice The block in which the current round began; 0 before the first.
    function getLastFundedBlock() external view onlyInitialized returns (uint256) {
        return currentRound.fundedBlock;
    }

    /// @notice What was claimed in the current round, in wei.
    function getTotalClaimedInRound() external view onlyInitialized returns (uint256) {
        return currentRound.totalClaimed;
    }

    /// @notice The community pool's share of a round, in wei.
    function getRecurringCommunityFundingAmount() external view onlyInitialized returns (uint256) {
        return recurringCommunityFundingAmount;
    }

    /// @notice Who gets the community pool's share; zero if nobody.
    function getCommunityPoolAddress() external view onlyInitialized returns (address) {
        return communityPoolAddress;
    }

    /// @notice The Governance contract.
    function getGovernanceAddress() external view onlyInitialized returns (address) {
        return governanceAddress;
    }

    /// @notice The linked Staking; zero if none.
    function getStakingAddress() external view onlyInitialized returns (address) {
        return stakingAddress;
    }

    /// @notice The linked ServiceProviderFactory; zero if none.
    function getServiceProviderFactoryAddress() external view onlyInitialized returns (address) {
        return serviceProviderFactoryAddress;
    }

    /// @notice The linked DelegateManager; zero if none.
    function getDelegateManagerAddress() external view onlyInitialized returns (address) {
        return delegateManagerAddress;
    }

    function fundCommunityPool() private {
        token.mint(address(this), recurringCommunityFundingAmount);
        token.safeTransfer(communityPoolAddress, recurringCommunityFundingAmount);
        emit CommunityRewardsTransferred(communityPoolAddress, recurringCommunityFundingAmount);
    }

    function linkedStaking() private view returns (IStaking) {
        require(stakingAddress != address(0), "ClaimsManager: stakingAddress is not set");
        return IStaking(stakingAddress);
    }

    function linkedServiceProviderFactory() private view returns (IServiceProviderFactory) {
        require(serviceProviderFactoryAddress != address(0), "ClaimsManager: serviceProviderFactoryAddress is not set");
        return IServiceProviderFactory(serviceProviderFactoryAddress);
    }
}
