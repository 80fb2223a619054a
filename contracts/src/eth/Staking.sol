// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Governed} from "./Governed.sol";
import {History} from "./History.sol";
import {IAudiusToken} from "./interfaces/IAudiusToken.sol";
import {IStaking} from "./interfaces/IStaking.sol";

/// @title Staking
/// @notice The vault of all staked AUDIO: holds the tokens, and remembers what was staked for each service provider, and
/// altogether, at the end of every block. Amounts are in wei of AUDIO.
/// @dev Knows no rules of its own about who may stake how much: those are with the ServiceProviderFactory (own stake),
/// the DelegateManager (delegations, slashes) and the ClaimsManager (rewards), which alone move tokens. Runs behind a
/// proxy: append storage only.
contract Staking is Governed, IStaking {
    using SafeERC20 for IAudiusToken;

    IAudiusToken private stakingToken;
    address private claimsManagerAddress;
    address private delegateManagerAddress;
    address private serviceProviderFactoryAddress;
    History private totalHistory;
    mapping(address account => History) private stakeHistory;
    mapping(address account => History) private claimHistory;

    /// @notice `amount` was staked for `user`, whose stake is now `total`.
    event Staked(address indexed user, uint256 amount, uint256 total);

    /// @notice `amount` of the stake of `user` was paid out; the stake is now `total`.
    event Unstaked(address indexed user, uint256 amount, uint256 total);

    /// @notice `amount` of the stake of `user` was burnt; the stake is now `total`.
    event Slashed(address indexed user, uint256 amount, uint256 total);

    modifier onlyGovernance() {
        require(msg.sender == governanceAddress, "Staking: Only governance");
        _;
    }

    modifier onlyServiceProviderFactory() {
        require(serviceProviderFactoryAddress != address(0), "Staking: serviceProviderFactoryAddress is not set");
        require(msg.sender == serviceProviderFactoryAddress, "Staking: Only callable from ServiceProviderFactory");
        _;
    }

    modifier onlyDelegateManager() {
        require(delegateManagerAddress != address(0), "Staking: delegateManagerAddress is not set");
        require(msg.sender == delegateManagerAddress, "Staking: Only callable from DelegateManager");
        _;
    }

    /// @notice Sets the token and who governs, once.
    /// @dev Reverts `Staking: Staking token is not a contract`, `Staking: _governanceAddress is not a valid governance
    /// contract`.
    /// @param _tokenAddress the AUDIO token
    /// @param _governanceAddress the Governance contract
    function initialize(address _tokenAddress, address _governanceAddress) external initializer {
        require(_tokenAddress.code.length > 0, "Staking: Staking token is not a contract");
        stakingToken = IAudiusToken(_tokenAddress);
        takeGovernanceAddress(_governanceAddress, "Staking");
    }

    /// @notice Hands control to another Governance contract; governance only.
    /// @dev Reverts `Staking: Only governance`, `Staking: _governanceAddress is not a valid governance contract`.
    /// @param _governanceAddress the next Governance contract
    function setGovernanceAddress(address _governanceAddress) external onlyInitialized onlyGovernance {
        takeGovernanceAddress(_governanceAddress, "Staking");
    }

    /// @notice Links the ClaimsManager; governance only.
    /// @dev Reverts `Staking: Only governance`.
    /// @param _claimsManager its address; zero unlinks it
    function setClaimsManagerAddress(address _claimsManager) external onlyInitialized onlyGovernance {
        claimsManagerAddress = _claimsManager;
    }

    /// @notice Links the ServiceProviderFactory; governance only.
    /// @dev Reverts `Staking: Only governance`.
    /// @param _spFactory its address; zero unlinks it
    function setServiceProviderFactoryAddress(address _spFactory) external onlyInitialized onlyGovernance {
        serviceProviderFactoryAddress = _spFactory;
    }

    /// @notice Links the DelegateManager; governance only.
    /// @dev Reverts `Staking: Only governance`.
    /// @param _delegateManager its address; zero unlinks it
    function setDelegateManagerAddress(address _delegateManager) external onlyInitialized onlyGovernance {
        delegateManagerAddress = _delegateManager;
    }

    /// @inheritdoc IStaking
    function stakeFor(address _accountAddress, uint256 _amount) external onlyInitialized onlyServiceProviderFactory {
        stake(_accountAddress, _accountAddress, _amount);
    }

    /// @inheritdoc IStaking
    function unstakeFor(address _accountAddress, uint256 _amount) external onlyInitialized onlyServiceProviderFactory {
        unstake(_accountAddress, _accountAddress, _amount);
    }

    /// @inheritdoc IStaking
    function delegateStakeFor(address _accountAddress, address _delegatorAddress, uint256 _amount)
        external
        onlyInitialized
        onlyDelegateManager
    {
        stake(_accountAddress, _delegatorAddress, _amount);
    }

    /// @inheritdoc IStaking
    function undelegateStakeFor(address _accountAddress, address _delegatorAddress, uint256 _amount)
        external
        onlyInitialized
        onlyDelegateManager
    {
        unstake(_accountAddress, _delegatorAddress, _amount);
    }

    /// @inheritdoc IStaking
    function stakeRewards(uint256 _amount, address _stakerAccount) external onlyInitialized {
        requireClaimsManagerLink();
        require(msg.sender == claimsManagerAddress, "Staking: Only callable from ClaimsManager");
        stake(_stakerAccount, msg.sender, _amount);
        claimHistory[_stakerAccount].record(_amount);
    }

    /// @inheritdoc IStaking
    function updateClaimHistory(uint256 _amount, address _stakerAccount) external onlyInitialized {
        requireClaimsManagerLink();
        require(
            msg.sender == claimsManagerAddress || msg.sender == address(this),
            "Staking: Only callable from ClaimsManager or Staking.sol"
        );
        claimHistory[_stakerAccount].record(_amount);
    }

    /// @inheritdoc IStaking
    function slash(uint256 _amount, address _slashAddress) external onlyInitialized onlyDelegateManager {
        uint256 newTotal = decrease(_slashAddress, _amount);
        stakingToken.burn(_amount);
        emit Slashed(_slashAddress, _amount, newTotal);
    }

    /// @inheritdoc IStaking
    function token() external view onlyInitialized returns (address) {
        return address(stakingToken);
    }

    /// @notice All that is staked now, in wei.
    function totalStaked() external view onlyInitialized returns (uint256) {
        return totalHistory.latest();
    }

    /// @inheritdoc IStaking
    function totalStakedAt(uint256 _blockNumber) external view onlyInitialized returns (uint256) {
        return totalHistory.valueAt(_blockNumber);
    }

    /// @inheritdoc IStaking
    function totalStakedFor(address _accountAddress) external view onlyInitialized returns (uint256) {
        return stakeHistory[_accountAddress].latest();
    }

    /// @inheritdoc IStaking
    function totalStakedForAt(address _accountAddress, uint256 _blockNumber)
        external
        view
        onlyInitialized
        returns (uint256)
    {
        return stakeHistory[_accountAddress].valueAt(_blockNumber);
    }

    /// @notice The block in which the stake of an account last changed; 0 if it never did.
    /// @param _accountAddress the service provider
    function lastStakedFor(address _accountAddress) external view onlyInitialized returns (uint256) {
        return stakeHistory[_accountAddress].lastBlock();
    }

    /// @inheritdoc IStaking
    function lastClaimedFor(address _accountAddress) external view onlyInitialized returns (uint256) {
        return claimHistory[_accountAddress].lastBlock();
    }

    /// @notice Whether anything is staked for an account.
    /// @param _accountAddress the service provider
    function isStaker(address _accountAddress) external view onlyInitialized returns (bool) {
        return stakeHistory[_accountAddress].latest() > 0;
    }

    /// @notice Whether stakes of past blocks can be asked for: true.
    function supportsHistory() external view onlyInitialized returns (bool) {
        return true;
    }

    /// @notice The Governance contract.
    function getGovernanceAddress() external view onlyInitialized returns (address) {
        return governanceAddress;
    }

    /// @notice The linked ClaimsManager; zero if none.
    function getClaimsManagerAddress() external view onlyInitialized returns (address) {
        return claimsManagerAddress;
    }

    /// @notice The linked ServiceProviderFactory; zero if none.
    function getServiceProviderFactoryAddress() external view onlyInitialized returns (address) {
        return serviceProviderFactoryAddress;
    }

    /// @notice The linked DelegateManager; zero if none.
    function getDelegateManagerAddress() external view onlyInitialized returns (address) {
        return delegateManagerAddress;
    }

    function stake(address account, address payer, uint256 amount) private {
        require(amount > 0, "Staking: Zero amount not allowed");
        uint256 newTotal = stakeHistory[account].latest() + amount;
        stakeHistory[account].record(newTotal);
        totalHistory.record(totalHistory.latest() + amount);
        stakingToken.safeTransferFrom(payer, address(this), amount);
        emit Staked(account, amount, newTotal);
    }

    function unstake(address account, address payee, uint256 amount) private {
        uint256 newTotal = decrease(account, amount);
        stakingToken.safeTransfer(payee, amount);
        emit Unstaked(account, amount, newTotal);
    }

    function decrease(address account, uint256 amount) private returns (uint256 newTotal) {
        require(amount > 0, "Staking: Zero amount not allowed");
        uint256 oldTotal = stakeHistory[account].latest();
        require(amount <= oldTotal, "Staking: Cannot decrease greater than current balance");
        newTotal = oldTotal - amount;
        stakeHistory[account].record(newTotal);
        totalHistory.record(totalHistory.latest() - amount);
    }

    function requireClaimsManagerLink() private view {
        require(claimsManagerAddress != address(0), "Staking: claimsManagerAddress is not set");
    }
}
