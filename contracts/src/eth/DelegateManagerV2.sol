// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {Governed} from "./Governed.sol";
import {IClaimsManager} from "./interfaces/IClaimsManager.sol";
import {IDelegateManager} from "./interfaces/IDelegateManager.sol";
import {IServiceProviderFactory} from "./interfaces/IServiceProviderFactory.sol";
import {IStaking} from "./interfaces/IStaking.sol";

/// @title DelegateManagerV2
/// @notice Delegation of AUDIO to service providers, the sharing of rewards between a provider and its delegators, and
/// slashes. Amounts are in wei of AUDIO, durations in blocks.
/// @dev The tokens are in Staking. For every service provider, its stake there is the sum of its own stake, kept by the
/// ServiceProviderFactory, and of its delegations, kept here. Work per call grows with a provider's delegators, of whom
/// there are `maxDelegators` at most. Runs behind a proxy: append storage only.
contract DelegateManagerV2 is Governed, IDelegateManager {
    /// @dev All delegations to one service provider. A delegator slashed down to nothing stays in the list.
    struct ServiceProviderDelegations {
        uint256 total;
        uint256 locked;
        address[] delegators;
    }

    struct Delegation {
        uint256 amount;
        uint256 listPosition; // from 1; 0 if not in the list
    }

    /// @dev Pending if the amount is not zero.
    struct UndelegateStakeRequest {
        address target;
        uint256 amount;
        uint256 lockupExpiryBlock;
    }

    uint256 private constant DEPLOYER_CUT_BASE = 100;

    address private tokenAddress;
    address private stakingAddress;
    address private serviceProviderFactoryAddress;
    address private claimsManagerAddress;
    uint256 private undelegateLockupDuration;
    uint256 private removeDelegatorLockupDuration;
    uint256 private removeDelegatorEvalDuration;
    uint256 private maxDelegators;
    uint256 private minDelegationAmount;
    mapping(address serviceProvider => uint256) private spMinDelegationAmounts;
    mapping(address serviceProvider => ServiceProviderDelegations) private delegationsTo;
    mapping(address delegator => mapping(address serviceProvider => Delegation)) private delegations;
    mapping(address delegator => uint256) private totalDelegatedBy;
    mapping(address delegator => UndelegateStakeRequest) private undelegateRequests;
    mapping(address serviceProvider => mapping(address delegator => uint256 expiryBlock)) private removeRequests;
    address private arbitrationAddress;

    /// @notice A delegator added to its delegation.
    event IncreaseDelegatedStake(
        address indexed _delegator, address indexed _serviceProvider, uint256 indexed _increaseAmount
    );

    /// @notice A delegator asked to withdraw from its delegation.
    event UndelegateStakeRequested(
        address indexed _delegator,
        address indexed _serviceProvider,
        uint256 indexed _amount,
        uint256 _lockupExpiryBlock
    );

    /// @notice A delegator dropped its request to withdraw.
    event UndelegateStakeRequestCancelled(
        address indexed _delegator, address indexed _serviceProvider, uint256 indexed _amount
    );

    /// @notice A delegator withdrew from its delegation.
    event UndelegateStakeRequestEvaluated(
        address indexed _delegator, address indexed _serviceProvider, uint256 indexed _amount
    );

    /// @notice A service provider and its delegators together earned `_rewards`, which are staked: the whole stake is now
    /// `_newTotal`.
    event Claim(address indexed _claimer, uint256 indexed _rewards, uint256 indexed _newTotal);

    /// @notice `_amount` of the stake of a service provider and its delegators was burnt: the whole stake is now
    /// `_newTotal`.
    event Slash(address indexed _target, uint256 indexed _amount, uint256 indexed _newTotal);

    /// @notice A delegator is to be sent away.
    event RemoveDelegatorRequested(
        address indexed _serviceProvider, address indexed _delegator, uint256 indexed _lockupExpiryBlock
    );

    /// @notice A delegator is not to be sent away after all.
    event RemoveDelegatorRequestCancelled(address indexed _serviceProvider, address indexed _delegator);

    /// @notice A delegator was sent away with all its delegation.
    event RemoveDelegatorRequestEvaluated(
        address indexed _serviceProvider, address indexed _delegator, uint256 indexed _unstakedAmount
    );

    /// @notice A delegation to any service provider is now at least `_minDelegationAmount`.
    event MinDelegationUpdated(uint256 indexed _minDelegationAmount);

    /// @notice A delegation to this service provider is now at least `_spMinDelegationAmount`.
    event SPMinDelegationAmountUpdated(address indexed _serviceProvider, uint256 indexed _spMinDelegationAmount);

    /// @notice A service provider now has at most `_maxDelegators` delegators.
    event MaxDelegatorsUpdated(uint256 indexed _maxDelegators);

    /// @notice A delegation is now locked for `_undelegateLockupDuration` blocks before it can be withdrawn.
    event UndelegateLockupDurationUpdated(uint256 indexed _undelegateLockupDuration);

    /// @notice A delegator can now be sent away `_removeDelegatorLockupDuration` blocks after the request.
    event RemoveDelegatorLockupDurationUpdated(uint256 indexed _removeDelegatorLockupDuration);

    /// @notice A delegator can now be sent away for `_removeDelegatorEvalDuration` blocks after the lockup.
    event RemoveDelegatorEvalDurationUpdated(uint256 indexed _removeDelegatorEvalDuration);

    /// @notice Another Governance contract is in control.
    event GovernanceAddressUpdated(address indexed _newGovernanceAddress);

    /// @notice Staking was linked.
    event StakingAddressUpdated(address indexed _newStakingAddress);

    /// @notice The ServiceProviderFactory was linked.
    event ServiceProviderFactoryAddressUpdated(address indexed _newServiceProviderFactoryAddress);

    /// @notice The ClaimsManager was linked.
    event ClaimsManagerAddressUpdated(address indexed _newClaimsManagerAddress);

    /// @notice The arbitration contract, which may slash, was linked.
    event ArbitrationAddressUpdated(address indexed _newArbitrationAddress);

    modifier onlyGovernance() {
        requireGovernance(msg.sender == governanceAddress);
        _;
    }

    /// @notice Sets the token, who governs and the lockup, once. At first there are at most 175 delegators to a provider,
    /// a delegation is at least 100 AUDIO, and a delegator is removed 46,523 to 53,168 blocks after the request.
    /// @dev Reverts `DelegateManager: _governanceAddress is not a valid governance contract`, and as
    /// `updateUndelegateLockupDuration` and `updateRemoveDelegatorLockupDuration` do.
    /// @param _tokenAddress the AUDIO token; kept for the record, the tokens move in Staking
    /// @param _governanceAddress the Governance contract
    /// @param _undelegateLockupDuration blocks from a request to the withdrawal of a delegation
    function initialize(address _tokenAddress, address _governanceAddress, uint256 _undelegateLockupDuration)
        external
        initializer
    {
        tokenAddress = _tokenAddress;
        takeGovernanceAddress(_governanceAddress, "DelegateManager");
        maxDelegators = 175;
        minDelegationAmount = 100e18;
        removeDelegatorEvalDuration = 6_646;
        setUndelegateLockupDuration(_undelegateLockupDuration);
        setRemoveDelegatorLockupDuration(46_523);
    }

    /// @notice Delegates tokens of the caller to a service provider.
    /// @dev Reverts `DelegateManager: <name>Address is not set` (staking, serviceProviderFactory, claimsManager), `...
    /// Delegation not permitted for SP pending claim`, `... Maximum delegators exceeded`, `... Minimum delegation amount
    /// required`, and as `Staking.delegateStakeFor` and `ServiceProviderFactory.validateAccountStakeBalance` do.
    /// @param _targetSP the service provider
    /// @param _amount in wei, not zero; the caller must have approved Staking
    /// @return what the caller has now delegated to the provider, in wei
    function delegateStake(address _targetSP, uint256 _amount) external onlyInitialized returns (uint256) {
        IStaking staking = linkedStaking();
        IServiceProviderFactory factory = linkedServiceProviderFactory();
        require(
            !linkedClaimsManager().claimPending(_targetSP),
            "DelegateManager: Delegation not permitted for SP pending claim"
        );
        staking.delegateStakeFor(_targetSP, msg.sender, _amount);
        joinDelegators(_targetSP, msg.sender);
        uint256 delegated = delegations[msg.sender][_targetSP].amount + _amount;
        setDelegated(_targetSP, msg.sender, delegated);
        requireMinDelegation(_targetSP, delegated);
        factory.validateAccountStakeBalance(_targetSP);
        emit IncreaseDelegatedStake(msg.sender, _targetSP, _amount);
        return delegated;
    }

    /// @notice Asks to withdraw from a delegation of the caller. The tokens stay, but neither earn nor vote.
    /// @dev Reverts `DelegateManager: claimsManagerAddress is not set`, `... Requested undelegate stake amount must be
    /// greater than zero`, `... Undelegate request not permitted for SP pending claim`, `... Delegator must be staked for
    /// SP`, `... No pending lockup expected`, `... Cannot decrease greater than currently staked for this
    /// ServiceProvider`.
    /// @param _target the service provider
    /// @param _amount in wei
    /// @return what would remain delegated to the provider, in wei
    function requestUndelegateStake(address _target, uint256 _amount) external onlyInitialized returns (uint256) {
        IClaimsManager claimsManager = linkedClaimsManager();
        require(_amount > 0, "DelegateManager: Requested undelegate stake amount must be greater than zero");
        require(
            !claimsManager.claimPending(_target),
            "DelegateManager: Undelegate request not permitted for SP pending claim"
        );
        requireDelegator(_target, msg.sender);
        require(undelegateRequests[msg.sender].amount == 0, "DelegateManager: No pending lockup expected");
        uint256 delegated = delegations[msg.sender][_target].amount;
        require(
            _amount <= delegated,
            "DelegateManager: Cannot decrease greater than currently staked for this ServiceProvider"
        );
        uint256 expiryBlock = block.number + undelegateLockupDuration;
        undelegateRequests[msg.sender] = UndelegateStakeRequest(_target, _amount, expiryBlock);
        delegationsTo[_target].locked += _amount;
        emit UndelegateStakeRequested(msg.sender, _target, _amount, expiryBlock);
        return delegated - _amount;
    }

    /// @notice Drops the caller's request to withdraw.
    /// @dev Reverts `DelegateManager: Pending lockup expected`.
    function cancelUndelegateStakeRequest() external onlyInitialized {
        UndelegateStakeRequest memory request = pendingUndelegateRequest(msg.sender);
        dropUndelegateRequest(msg.sender);
        emit UndelegateStakeRequestCancelled(msg.sender, request.target, request.amount);
    }

    /// @notice Pays out what the caller asked to withdraw.
    /// @dev Reverts `DelegateManager: <name>Address is not set` (staking, serviceProviderFactory, claimsManager), `...
    /// Pending lockup expected`, `... Lockup must be expired`, `... Undelegate not permitted for SP pending claim`, `...
    /// Minimum delegation amount required` unless all or enough remains.
    /// @return what remains delegated to the provider, in wei
    function undelegateStake() external onlyInitialized returns (uint256) {
        IStaking staking = linkedStaking();
        IServiceProviderFactory factory = linkedServiceProviderFactory();
        IClaimsManager claimsManager = linkedClaimsManager();
        UndelegateStakeRequest memory request = pendingUndelegateRequest(msg.sender);
        requireExpired(request.lockupExpiryBlock);
        require(
            !claimsManager.claimPending(request.target),
            "DelegateManager: Undelegate not permitted for SP pending claim"
        );
        dropUndelegateRequest(msg.sender);
        uint256 remaining = delegations[msg.sender][request.target].amount - request.amount;
        setDelegated(request.target, msg.sender, remaining);
        if (remaining > 0) {
            requireMinDelegation(request.target, remaining);
        } else {
            leaveDelegators(request.target, msg.sender);
        }
        staking.undelegateStakeFor(request.target, msg.sender, request.amount);
        emit UndelegateStakeRequestEvaluated(msg.sender, request.target, request.amount);
        (uint256 deployerStake,,,,,) = factory.getServiceProviderDetails(request.target);
        factory.updateServiceProviderStake(request.target, deployerStake);
        return remaining;
    }

    /// @notice Claims the reward of a service provider for the current round and shares it with its delegators; anyone may
    /// call. Each delegator gets its share of the stake that is not locked, less the provider's cut, both rounded down; the
    /// provider gets the rest. All of it is staked.
    /// @dev Reverts `DelegateManager: <name>Address is not set` (staking, serviceProviderFactory, claimsManager), `... Reward
    /// amount mismatch`, and as `ClaimsManager.processClaim` does.
    /// @param _serviceProvider the service provider
    function claimRewards(address _serviceProvider) external onlyInitialized {
        IStaking staking = linkedStaking();
        IServiceProviderFactory factory = linkedServiceProviderFactory();
        IClaimsManager claimsManager = linkedClaimsManager();
        (uint256 deployerStake, uint256 deployerCut,,,,) = factory.getServiceProviderDetails(_serviceProvider);
        (uint256 locked,) = factory.getPendingDecreaseStakeRequest(_serviceProvider);
        locked += delegationsTo[_serviceProvider].locked;
        uint256 oldTotal = deployerStake + delegationsTo[_serviceProvider].total;

        uint256 reward = claimsManager.processClaim(_serviceProvider, locked);
        uint256 newTotal = staking.totalStakedFor(_serviceProvider);
        require(newTotal == oldTotal + reward, "DelegateManager: Reward amount mismatch");
        emit Claim(_serviceProvider, reward, newTotal);
        if (reward == 0) return;
        uint256 shared = shareReward(_serviceProvider, reward, oldTotal - locked, deployerCut);
        factory.updateServiceProviderStake(_serviceProvider, deployerStake + reward - shared);
    }

    /// @inheritdoc IDelegateManager
    /// @dev Each delegation shrinks like the whole stake, rounded down; the provider's own stake is the rest. The provider's
    /// request to decrease its stake and all its delegators' requests to undelegate, from whomever, are dropped.
    function slash(uint256 _amount, address _slashAddress) external onlyInitialized {
        IStaking staking = linkedStaking();
        IServiceProviderFactory factory = linkedServiceProviderFactory();
        requireGovernance(msg.sender == governanceAddress || msg.sender == arbitrationAddress);
        uint256 oldTotal = staking.totalStakedFor(_slashAddress);
        require(_amount <= oldTotal, "DelegateManager: Cannot slash more than total currently staked");
        (uint256 decreaseRequested,) = factory.getPendingDecreaseStakeRequest(_slashAddress);
        if (decreaseRequested > 0) factory.cancelDecreaseStakeRequest(_slashAddress);
        (uint256 deployerStake,,,,,) = factory.getServiceProviderDetails(_slashAddress);
        require(deployerStake > 0, "DelegateManager: Service Provider stake required");

        staking.slash(_amount, _slashAddress);
        uint256 newTotal = oldTotal - _amount;
        emit Slash(_slashAddress, _amount, newTotal);
        uint256 delegated = shrinkDelegations(_slashAddress, newTotal, oldTotal);
        factory.updateServiceProviderStake(_slashAddress, newTotal - delegated);
    }

    /// @notice Asks to send a delegator away; its service provider or governance only.
    /// @dev Reverts `DelegateManager: Only callable by target SP or governance`, `... Pending remove delegator request`, `...
    /// Delegator must be staked for SP`.
    /// @param _serviceProvider the service provider
    /// @param _delegator the delegator
    function requestRemoveDelegator(address _serviceProvider, address _delegator) external onlyInitialized {
        requireServiceProviderOrGovernance(_serviceProvider);
        require(removeRequests[_serviceProvider][_delegator] == 0, "DelegateManager: Pending remove delegator request");
        requireDelegator(_serviceProvider, _delegator);
        uint256 expiryBlock = block.number + removeDelegatorLockupDuration;
        removeRequests[_serviceProvider][_delegator] = expiryBlock;
        emit RemoveDelegatorRequested(_serviceProvider, _delegator, expiryBlock);
    }

    /// @notice Drops a request to send a delegator away; its service provider or governance only.
    /// @dev Reverts `DelegateManager: Only callable by target SP or governance`, `... No pending request`.
    /// @param _serviceProvider the service provider
    /// @param _delegator the delegator
    function cancelRemoveDelegatorRequest(address _serviceProvider, address _delegator) external {
        requireServiceProviderOrGovernance(_serviceProvider);
        pendingRemoveRequest(_serviceProvider, _delegator);
        delete removeRequests[_serviceProvider][_delegator];
        emit RemoveDelegatorRequestCancelled(_serviceProvider, _delegator);
    }

    /// @notice Sends a delegator away and pays out its delegation; its service provider or governance only.
    /// @dev Reverts `DelegateManager: stakingAddress is not set`, `... Only callable by target SP or governance`, `... No
    /// pending request`, `... Lockup must be expired`, `... RemoveDelegator evaluation window expired`.
    /// @param _serviceProvider the service provider
    /// @param _delegator the delegator
    function removeDelegator(address _serviceProvider, address _delegator) external onlyInitialized {
        IStaking staking = linkedStaking();
        requireServiceProviderOrGovernance(_serviceProvider);
        uint256 expiryBlock = pendingRemoveRequest(_serviceProvider, _delegator);
        requireExpired(expiryBlock);
        require(
            block.number < expiryBlock + removeDelegatorEvalDuration,
            "DelegateManager: RemoveDelegator evaluation window expired"
        );
        delete removeRequests[_serviceProvider][_delegator];
        if (undelegateRequests[_delegator].target == _serviceProvider) dropUndelegateRequest(_delegator);
        uint256 delegated = delegations[_delegator][_serviceProvider].amount;
        setDelegated(_serviceProvider, _delegator, 0);
        leaveDelegators(_serviceProvider, _delegator);
        if (delegated > 0) staking.undelegateStakeFor(_serviceProvider, _delegator, delegated);
        emit RemoveDelegatorRequestEvaluated(_serviceProvider, _delegator, delegated);
    }

    /// @notice Changes the least delegation to the caller, which holds beside the general one.
    /// @dev Reverts `DelegateManager: serviceProviderFactoryAddress is not set`, `... Only callable by valid Service
    /// Provider`.
    /// @param _serviceProvider the caller, who must have a service
    /// @param _spMinDelegationAmount in wei
    function updateSPMinDelegationAmount(address _serviceProvider, uint256 _spMinDelegationAmount)
        external
        onlyInitialized
    {
        (,,, uint256 numberOfEndpoints,,) = linkedServiceProviderFactory().getServiceProviderDetails(_serviceProvider);
        require(
            msg.sender == _serviceProvider && numberOfEndpoints > 0,
            "DelegateManager: Only callable by valid Service Provider"
        );
        spMinDelegationAmounts[_serviceProvider] = _spMinDelegationAmount;
        emit SPMinDelegationAmountUpdated(_serviceProvider, _spMinDelegationAmount);
    }

    /// @notice Changes the least delegation; governance only.
    /// @dev Reverts `DelegateManager: Only callable by Governance contract`.
    /// @param _minDelegationAmount in wei
    function updateMinDelegationAmount(uint256 _minDelegationAmount) external onlyInitialized onlyGovernance {
        minDelegationAmount = _minDelegationAmount;
        emit MinDelegationUpdated(_minDelegationAmount);
    }

    /// @notice Changes how many delegators a service provider can have; those it has stay. Governance only.
    /// @dev Reverts `DelegateManager: Only callable by Governance contract`. A claim and a slash visit each delegator: mind
    /// the gas of a block.
    /// @param _maxDelegators the number
    function updateMaxDelegators(uint256 _maxDelegators) external onlyInitialized onlyGovernance {
        maxDelegators = _maxDelegators;
        emit MaxDelegatorsUpdated(_maxDelegators);
    }

    /// @notice Changes how long a delegation is locked before it can be withdrawn; governance only.
    /// @dev Reverts `DelegateManager: Only callable by Governance contract`, `... undelegateLockupDuration duration must be
    /// greater than governance votingPeriod + executionDelay`.
    /// @param _duration in blocks
    function updateUndelegateLockupDuration(uint256 _duration) external onlyInitialized onlyGovernance {
        setUndelegateLockupDuration(_duration);
        emit UndelegateLockupDurationUpdated(_duration);
    }

    /// @notice Changes how long sending a delegator away waits; governance only.
    /// @dev Reverts `DelegateManager: Only callable by Governance contract`, `... removeDelegatorLockupDuration duration
    /// must be greater than governance votingPeriod + executionDelay`.
    /// @param _duration in blocks
    function updateRemoveDelegatorLockupDuration(uint256 _duration) external onlyInitialized onlyGovernance {
        setRemoveDelegatorLockupDuration(_duration);
        emit RemoveDelegatorLockupDurationUpdated(_duration);
    }

    /// @notice Changes for how long a delegator can be sent away once the wait is over; governance only.
    /// @dev Reverts `DelegateManager: Only callable by Governance contract`.
    /// @param _duration in blocks
    function updateRemoveDelegatorEvalDuration(uint256 _duration) external onlyInitialized onlyGovernance {
        removeDelegatorEvalDuration = _duration;
        emit RemoveDelegatorEvalDurationUpdated(_duration);
    }

    /// @notice Hands control to another Governance contract; governance only.
    /// @dev Reverts `DelegateManager: Only callable by Governance contract`, `... _governanceAddress is not a valid
    /// governance contract`.
    /// @param _governanceAddress the next Governance contract
    function setGovernanceAddress(address _governanceAddress) external onlyInitialized onlyGovernance {
        takeGovernanceAddress(_governanceAddress, "DelegateManager");
        emit GovernanceAddressUpdated(_governanceAddress);
    }

    /// @notice Links Staking; governance only.
    /// @dev Reverts `DelegateManager: Only callable by Governance contract`.
    /// @param _stakingAddress its address; zero unlinks it
    function setStakingAddress(address _stakingAddress) external onlyInitialized onlyGovernance {
        stakingAddress = _stakingAddress;
        emit StakingAddressUpdated(_stakingAddress);
    }

    /// @notice Links the ServiceProviderFactory; governance only.
    /// @dev Reverts `DelegateManager: Only callable by Governance contract`.
    /// @param _spFactory its address; zero unlinks it
    function setServiceProviderFactoryAddress(address _spFactory) external onlyInitialized onlyGovernance {
        serviceProviderFactoryAddress = _spFactory;
        emit ServiceProviderFactoryAddressUpdated(_spFactory);
    }

    /// @notice Links the ClaimsManager; governance only.
    /// @dev Reverts `DelegateManager: Only callable by Governance contract`.
    /// @param _claimsManagerAddress its address; zero unlinks it
    function setClaimsManagerAddress(address _claimsManagerAddress) external onlyInitialized onlyGovernance {
        claimsManagerAddress = _claimsManagerAddress;
        emit ClaimsManagerAddressUpdated(_claimsManagerAddress);
    }

    /// @notice Links the arbitration contract, which may slash; governance only.
    /// @dev Reverts `DelegateManager: Only callable by Governance contract`.
    /// @param _arbitrationAddress its address; zero unlinks it
    function setArbitrationAddress(address _arbitrationAddress) external onlyInitialized onlyGovernance {
        arbitrationAddress = _arbitrationAddress;
        emit ArbitrationAddressUpdated(_arbitrationAddress);
    }

    /// @notice The delegators of a service provider, in no particular order.
    /// @param _sp the service provider
    function getDelegatorsList(address _sp) external view onlyInitialized returns (address[] memory) {
        return delegationsTo[_sp].delegators;
    }

    /// @notice What all delegators together have delegated to a service provider, in wei.
    /// @param _sp the service provider
    function getTotalDelegatedToServiceProvider(address _sp) external view onlyInitialized returns (uint256) {
        return delegationsTo[_sp].total;
    }

    /// @notice What all delegators together have asked to withdraw from a service provider, in wei.
    /// @param _sp the service provider
    function getTotalLockedDelegationForServiceProvider(address _sp) external view onlyInitialized returns (uint256) {
        return delegationsTo[_sp].locked;
    }

    /// @inheritdoc IDelegateManager
    function getTotalDelegatorStake(address _delegator) external view onlyInitialized returns (uint256) {
        return totalDelegatedBy[_delegator];
    }

    /// @notice What a delegator has delegated to a service provider, in wei.
    /// @param _delegator the delegator
    /// @param _serviceProvider the service provider
    function getDelegatorStakeForServiceProvider(address _delegator, address _serviceProvider)
        external
        view
        onlyInitialized
        returns (uint256)
    {
        return delegations[_delegator][_serviceProvider].amount;
    }

    /// @inheritdoc IDelegateManager
    function getPendingUndelegateRequest(address _delegator)
        external
        view
        onlyInitialized
        returns (address target, uint256 amount, uint256 lockupExpiryBlock)
    {
        UndelegateStakeRequest storage request = undelegateRequests[_delegator];
        return (request.target, request.amount, request.lockupExpiryBlock);
    }

    /// @notice The first block in which a delegator can be sent away; 0 if that was not asked.
    /// @param _serviceProvider the service provider
    /// @param _delegator the delegator
    function getPendingRemoveDelegatorRequest(address _serviceProvider, address _delegator)
        external
        view
        onlyInitialized
        returns (uint256)
    {
        return removeRequests[_serviceProvider][_delegator];
    }

    /// @notice The least delegation to a service provider by its own wish, in wei.
    /// @param _serviceProvider the service provider
    function getSPMinDelegationAmount(address _serviceProvider) external view returns (uint256) {
        return spMinDelegationAmounts[_serviceProvider];
    }

    /// @notice The least delegation to any service provider, in wei.
    function getMinDelegationAmount() external view onlyInitialized returns (uint256) {
        return minDelegationAmount;
    }

    /// @notice How many delegators a service provider can have.
    function getMaxDelegators() external view onlyInitialized returns (uint256) {
        return maxDelegators;
    }

    /// @notice How long a delegation is locked before it can be withdrawn, in blocks.
    function getUndelegateLockupDuration() external view onlyInitialized returns (uint256) {
        return undelegateLockupDuration;
    }

    /// @notice How long sending a delegator away waits, in blocks.
    function getRemoveDelegatorLockupDuration() external view onlyInitialized returns (uint256) {
        return removeDelegatorLockupDuration;
    }

    /// @notice For how long a delegator can be sent away once the wait is over, in blocks.
    function getRemoveDelegatorEvalDuration() external view onlyInitialized returns (uint256) {
        return removeDelegatorEvalDuration;
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

    /// @notice The linked ClaimsManager; zero if none.
    function getClaimsManagerAddress() external view onlyInitialized returns (address) {
        return claimsManagerAddress;
    }

    /// @notice The linked arbitration contract, which may slash; zero if none.
    function getArbitrationAddress() external view onlyInitialized returns (address) {
        return arbitrationAddress;
    }

    /// @dev Shares a reward among the delegators by what each has delegated and not locked.
    /// @param activeStake all stake of the provider that is not locked
    /// @return shared what the delegators get together
    function shareReward(address serviceProvider, uint256 reward, uint256 activeStake, uint256 deployerCut)
        private
        returns (uint256 shared)
    {
        address[] storage delegators = delegationsTo[serviceProvider].delegators;
        for (uint256 i = 0; i < delegators.length; i++) {
            address delegator = delegators[i];
            Delegation storage delegation = delegations[delegator][serviceProvider];
            uint256 active = delegation.amount;
            if (undelegateRequests[delegator].target == serviceProvider) {
                active -= undelegateRequests[delegator].amount;
            }
            if (active == 0) continue;
            uint256 gross = active * reward / activeStake;
            uint256 cut = active * reward * deployerCut / (activeStake * DEPLOYER_CUT_BASE);
            delegation.amount += gross - cut;
            totalDelegatedBy[delegator] += gross - cut;
            shared += gross - cut;
        }
        delegationsTo[serviceProvider].total += shared;
    }

    /// @return remaining what is left to the delegators together
    function shrinkDelegations(address serviceProvider, uint256 newTotal, uint256 oldTotal)
        private
        returns (uint256 remaining)
    {
        address[] storage delegators = delegationsTo[serviceProvider].delegators;
        for (uint256 i = 0; i < delegators.length; i++) {
            address delegator = delegators[i];
            Delegation storage delegation = delegations[delegator][serviceProvider];
            uint256 oldAmount = delegation.amount;
            uint256 newAmount = newTotal * oldAmount / oldTotal;
            delegation.amount = newAmount;
            totalDelegatedBy[delegator] -= oldAmount - newAmount;
            remaining += newAmount;
            if (undelegateRequests[delegator].amount > 0) dropUndelegateRequest(delegator);
        }
        delegationsTo[serviceProvider].total = remaining;
    }

    function setDelegated(address serviceProvider, address delegator, uint256 newAmount) private {
        Delegation storage delegation = delegations[delegator][serviceProvider];
        uint256 oldAmount = delegation.amount;
        delegation.amount = newAmount;
        delegationsTo[serviceProvider].total = delegationsTo[serviceProvider].total - oldAmount + newAmount;
        totalDelegatedBy[delegator] = totalDelegatedBy[delegator] - oldAmount + newAmount;
    }

    function joinDelegators(address serviceProvider, address delegator) private {
        Delegation storage delegation = delegations[delegator][serviceProvider];
        if (delegation.listPosition > 0) return;
        address[] storage delegators = delegationsTo[serviceProvider].delegators;
        delegators.push(delegator);
        delegation.listPosition = delegators.length;
        require(delegators.length <= maxDelegators, "DelegateManager: Maximum delegators exceeded");
    }

    /// @dev The last of the list takes the place of the one who leaves. Does nothing for one who is not in the list.
    function leaveDelegators(address serviceProvider, address delegator) private {
        uint256 position = delegations[delegator][serviceProvider].listPosition;
        if (position == 0) return;
        address[] storage delegators = delegationsTo[serviceProvider].delegators;
        address last = delegators[delegators.length - 1];
        delegators[position - 1] = last;
        delegators.pop();
        delegations[last][serviceProvider].listPosition = position;
        delegations[delegator][serviceProvider].listPosition = 0;
    }

    function dropUndelegateRequest(address delegator) private {
        UndelegateStakeRequest storage request = undelegateRequests[delegator];
        delegationsTo[request.target].locked -= request.amount;
        delete undelegateRequests[delegator];
    }

    function setUndelegateLockupDuration(uint256 duration) private {
        require(
            outlastsProposals(duration),
            "DelegateManager: undelegateLockupDuration duration must be greater than governance votingPeriod + executionDelay"
        );
        undelegateLockupDuration = duration;
    }

    function setRemoveDelegatorLockupDuration(uint256 duration) private {
        require(
            outlastsProposals(duration),
            "DelegateManager: removeDelegatorLockupDuration duration must be greater than governance votingPeriod + executionDelay"
        );
        removeDelegatorLockupDuration = duration;
    }

    function pendingUndelegateRequest(address delegator) private view returns (UndelegateStakeRequest memory request) {
        request = undelegateRequests[delegator];
        require(request.amount > 0, "DelegateManager: Pending lockup expected");
    }

    function pendingRemoveRequest(address serviceProvider, address delegator)
        private
        view
        returns (uint256 expiryBlock)
    {
        expiryBlock = removeRequests[serviceProvider][delegator];
        require(expiryBlock > 0, "DelegateManager: No pending request");
    }

    function requireGovernance(bool isAllowed) private pure {
        require(isAllowed, "DelegateManager: Only callable by Governance contract");
    }

    function requireServiceProviderOrGovernance(address serviceProvider) private view {
        require(
            msg.sender == serviceProvider || msg.sender == governanceAddress,
            "DelegateManager: Only callable by target SP or governance"
        );
    }

    function requireDelegator(address serviceProvider, address delegator) private view {
        require(
            delegations[delegator][serviceProvider].listPosition > 0, "DelegateManager: Delegator must be staked for SP"
        );
    }

    function requireMinDelegation(address serviceProvider, uint256 amount) private view {
        require(
            amount >= minDelegationAmount && amount >= spMinDelegationAmounts[serviceProvider],
            "DelegateManager: Minimum delegation amount required"
        );
    }

    function requireExpired(uint256 lockupExpiryBlock) private view {
        require(lockupExpiryBlock <= block.number, "DelegateManager: Lockup must be expired");
    }

    function linkedStaking() private view returns (IStaking) {
        require(stakingAddress != address(0), "DelegateManager: stakingAddress is not set");
        return IStaking(stakingAddress);
    }

    function linkedServiceProviderFactory() private view returns (IServiceProviderFactory) {
        require(
            serviceProviderFactoryAddress != address(0), "DelegateManager: serviceProviderFactoryAddress is not set"
        );
        return IServiceProviderFactory(serviceProviderFactoryAddress);
    }

    function linkedClaimsManager() private view returns (IClaimsManager) {
        require(claimsManagerAddress != address(0), "DelegateManager: claimsManagerAddress is not set");
        return IClaimsManager(claimsManagerAddress);
    }
}
