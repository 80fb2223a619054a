// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {Governed} from "./Governed.sol";
import {IClaimsManager} from "./interfaces/IClaimsManager.sol";
import {IServiceProviderFactory} from "./interfaces/IServiceProviderFactory.sol";
import {IServiceTypeManager} from "./interfaces/IServiceTypeManager.sol";
import {IStaking} from "./interfaces/IStaking.sol";

/// @title ServiceProviderFactory
/// @notice The register of service providers: their services, their own stake, the bounds it must keep to, and their share
/// of their delegators' rewards. Stakes are in wei of AUDIO, durations in blocks, shares in percent.
/// @dev The tokens are in Staking. Runs behind a proxy: append storage only.
contract ServiceProviderFactory is Governed, IServiceProviderFactory {
    struct ServiceProvider {
        uint256 deployerStake;
        uint256 deployerCut;
        bool validBounds;
        uint256 numberOfEndpoints;
        uint256 minAccountStake;
        uint256 maxAccountStake;
    }

    struct ServiceEndpoint {
        address owner;
        string endpoint;
        uint256 blockNumber;
        address delegateOwnerWallet;
    }

    /// @dev Pending if the amount is not zero.
    struct DecreaseStakeRequest {
        uint256 amount;
        uint256 lockupExpiryBlock;
    }

    /// @dev Pending if the block is not zero.
    struct UpdateDeployerCutRequest {
        uint256 newDeployerCut;
        uint256 lockupExpiryBlock;
    }

    uint256 private constant DEPLOYER_CUT_BASE = 100;

    address private stakingAddress;
    address private delegateManagerAddress;
    address private serviceTypeManagerAddress;
    address private claimsManagerAddress;
    uint256 private decreaseStakeLockupDuration;
    uint256 private deployerCutLockupDuration;
    mapping(address owner => ServiceProvider) private providers;
    mapping(bytes32 serviceType => uint256 id) private lastIds;
    mapping(bytes32 serviceType => mapping(uint256 id => ServiceEndpoint)) private services;
    mapping(bytes32 endpointHash => uint256 id) private idsByEndpoint;
    mapping(address owner => mapping(bytes32 serviceType => uint256[] ids)) private idsByOwner;
    mapping(address owner => DecreaseStakeRequest) private decreaseStakeRequests;
    mapping(address owner => UpdateDeployerCutRequest) private updateDeployerCutRequests;

    /// @notice A service was registered; `_stakeAmount` is all that is now staked for its owner.
    event RegisteredServiceProvider(
        uint256 indexed _spID,
        bytes32 indexed _serviceType,
        address indexed _owner,
        string _endpoint,
        uint256 _stakeAmount
    );

    /// @notice A service was removed; `_unstakeAmount` is what its owner may withdraw after the lockup: everything of its
    /// own if this was its last service, else nothing.
    event DeregisteredServiceProvider(
        uint256 indexed _spID,
        bytes32 indexed _serviceType,
        address indexed _owner,
        string _endpoint,
        uint256 _unstakeAmount
    );

    /// @notice A service provider added to its own stake; `_newStakeAmount` is all that is now staked for it.
    event IncreasedStake(address indexed _owner, uint256 indexed _increaseAmount, uint256 indexed _newStakeAmount);

    /// @notice A service provider asked to withdraw from its own stake.
    event DecreaseStakeRequested(
        address indexed _owner, uint256 indexed _decreaseAmount, uint256 indexed _lockupExpiryBlock
    );

    /// @notice A request to withdraw from the own stake was dropped.
    event DecreaseStakeRequestCancelled(
        address indexed _owner, uint256 indexed _decreaseAmount, uint256 indexed _lockupExpiryBlock
    );

    /// @notice A service provider withdrew from its own stake; `_newStakeAmount` is all that is now staked for it.
    event DecreaseStakeRequestEvaluated(
        address indexed _owner, uint256 indexed _decreaseAmount, uint256 indexed _newStakeAmount
    );

    /// @notice A service is at another endpoint.
    event EndpointUpdated(
        bytes32 indexed _serviceType,
        address indexed _owner,
        string _oldEndpoint,
        string _newEndpoint,
        uint256 indexed _spID
    );

    /// @notice A service signs with this wallet from now on; told on its registration too.
    event DelegateOwnerWalletUpdated(
        address indexed _owner, bytes32 indexed _serviceType, uint256 indexed _spID, address _updatedWallet
    );

    /// @notice A service provider is to take `_updatedCut` percent of its delegators' rewards.
    event DeployerCutUpdateRequested(
        address indexed _owner, uint256 indexed _updatedCut, uint256 indexed _lockupExpiryBlock
    );

    /// @notice A request for another cut was dropped; it stays at `_finalCut` percent.
    event DeployerCutUpdateRequestCancelled(
        address indexed _owner, uint256 indexed _requestedCut, uint256 indexed _finalCut
    );

    /// @notice A service provider now takes `_updatedCut` percent of its delegators' rewards.
    event DeployerCutUpdateRequestEvaluated(address indexed _owner, uint256 indexed _updatedCut);

    /// @notice Own stake is now locked for `_lockupDuration` blocks before it can be withdrawn.
    event DecreaseStakeLockupDurationUpdated(uint256 indexed _lockupDuration);

    /// @notice A change of the cut now waits for `_lockupDuration` blocks.
    event UpdateDeployerCutLockupDurationUpdated(uint256 indexed _lockupDuration);

    /// @notice Another Governance contract is in control.
    event GovernanceAddressUpdated(address indexed _newGovernanceAddress);

    /// @notice Staking was linked.
    event StakingAddressUpdated(address indexed _newStakingAddress);

    /// @notice The DelegateManager was linked.
    event DelegateManagerAddressUpdated(address indexed _newDelegateManagerAddress);

    /// @notice The ServiceTypeManager was linked.
    event ServiceTypeManagerAddressUpdated(address indexed _newServiceTypeManagerAddress);

    /// @notice The ClaimsManager was linked.
    event ClaimsManagerAddressUpdated(address indexed _newClaimsManagerAddress);

    modifier onlyGovernance() {
        require(msg.sender == governanceAddress, "ServiceProviderFactory: Only callable by Governance contract");
        _;
    }

    /// @notice Sets who governs, the ClaimsManager and the two waits, once.
    /// @dev Reverts `ServiceProviderFactory: _governanceAddress is not a valid governance contract`, and as
    /// `updateDecreaseStakeLockupDuration` and `updateDeployerCutLockupDuration` do.
    /// @param _governanceAddress the Governance contract
    /// @param _claimsManagerAddress the ClaimsManager
    /// @param _decreaseStakeLockupDuration blocks from a request to the withdrawal of own stake
    /// @param _deployerCutLockupDuration blocks from a request to the change of the cut
    function initialize(
        address _governanceAddress,
        address _claimsManagerAddress,
        uint256 _decreaseStakeLockupDuration,
        uint256 _deployerCutLockupDuration
    ) external initializer {
        takeGovernanceAddress(_governanceAddress, "ServiceProviderFactory");
        claimsManagerAddress = _claimsManagerAddress;
        setDecreaseStakeLockupDuration(_decreaseStakeLockupDuration);
        setDeployerCutLockupDuration(_deployerCutLockupDuration);
    }

    /// @notice Registers a service of the caller, with further own stake or on that which it has.
    /// @dev Reverts `ServiceProviderFactory: <name>Address is not set` (staking, serviceTypeManager, claimsManager), `...
    /// Valid service type required`, `... No pending claim expected`, `... Endpoint already registered`, and as
    /// `validateAccountStakeBalance` and `Staking.stakeFor` do.
    /// @param _serviceType a valid type
    /// @param _endpoint where it answers; not taken by another service of any type
    /// @param _stakeAmount in wei, may be 0; the caller must have approved Staking
    /// @param _delegateOwnerWallet the wallet with which the service signs
    /// @return the service's id, which counts from 1 within its type
    function register(
        bytes32 _serviceType,
        string calldata _endpoint,
        uint256 _stakeAmount,
        address _delegateOwnerWallet
    ) external onlyInitialized returns (uint256) {
        IStaking staking = linkedStaking();
        IServiceTypeManager serviceTypeManager = linkedServiceTypeManager();
        IClaimsManager claimsManager = linkedClaimsManager();
        require(
            serviceTypeManager.serviceTypeIsValid(_serviceType), "ServiceProviderFactory: Valid service type required"
        );
        if (_stakeAmount > 0) {
            require(!claimsManager.claimPending(msg.sender), "ServiceProviderFactory: No pending claim expected");
            staking.stakeFor(msg.sender, _stakeAmount);
        }
        uint256 id = addService(_serviceType, _endpoint, _delegateOwnerWallet);
        (, uint256 minStake, uint256 maxStake) = serviceTypeManager.getServiceTypeInfo(_serviceType);
        ServiceProvider storage provider = providers[msg.sender];
        provider.deployerStake += _stakeAmount;
        provider.numberOfEndpoints++;
        provider.minAccountStake += minStake;
        provider.maxAccountStake += maxStake;
        emit RegisteredServiceProvider(id, _serviceType, msg.sender, _endpoint, requireValidBounds(msg.sender));
        emit DelegateOwnerWalletUpdated(msg.sender, _serviceType, id, _delegateOwnerWallet);
        return id;
    }

    /// @notice Removes a service of the caller. With its last one, all its own stake is asked back, in the place of any
    /// pending request; `decreaseStake` pays it out after the lockup.
    /// @dev Reverts `ServiceProviderFactory: <name>Address is not set` (staking, serviceTypeManager), `... Endpoint not
    /// registered`, `... Invalid endpoint for service type`, `... Only callable by endpoint owner`, and as
    /// `validateAccountStakeBalance` does unless it was the last service.
    /// @param _serviceType the service's type
    /// @param _endpoint where it answers
    /// @return the id it had
    function deregister(bytes32 _serviceType, string calldata _endpoint) external onlyInitialized returns (uint256) {
        linkedStaking();
        (, uint256 minStake, uint256 maxStake) = linkedServiceTypeManager().getServiceTypeInfo(_serviceType);
        uint256 id = removeService(_serviceType, _endpoint);

        ServiceProvider storage provider = providers[msg.sender];
        provider.numberOfEndpoints--;
        provider.minAccountStake -= minStake;
        provider.maxAccountStake -= maxStake;
        bool wasLast = provider.numberOfEndpoints == 0;
        uint256 unstakeAmount = wasLast ? provider.deployerStake : 0;
        emit DeregisteredServiceProvider(id, _serviceType, msg.sender, _endpoint, unstakeAmount);
        if (wasLast) {
            requestDecrease(unstakeAmount);
        } else {
            requireValidBounds(msg.sender);
        }
        return id;
    }

    /// @notice Adds to the caller's own stake.
    /// @dev Reverts `ServiceProviderFactory: <name>Address is not set` (staking, claimsManager), `... Registered endpoint
    /// required to increase stake`, `... No claim expected to be pending prior to stake transfer`, and as
    /// `validateAccountStakeBalance` and `Staking.stakeFor` do.
    /// @param _increaseStakeAmount in wei, not zero; the caller must have approved Staking
    /// @return all that is now staked for the caller, in wei
    function increaseStake(uint256 _increaseStakeAmount) external onlyInitialized returns (uint256) {
        IStaking staking = linkedStaking();
        IClaimsManager claimsManager = linkedClaimsManager();
        ServiceProvider storage provider = providers[msg.sender];
        require(
            provider.numberOfEndpoints > 0, "ServiceProviderFactory: Registered endpoint required to increase stake"
        );
        requireNoPendingClaim(claimsManager);
        staking.stakeFor(msg.sender, _increaseStakeAmount);
        provider.deployerStake += _increaseStakeAmount;
        uint256 total = requireValidBounds(msg.sender);
        emit IncreasedStake(msg.sender, _increaseStakeAmount, total);
        return total;
    }

    /// @notice Asks to withdraw from the caller's own stake, in the place of any pending request. The tokens stay, but
    /// neither earn nor vote.
    /// @dev Reverts `ServiceProviderFactory: <name>Address is not set` (staking, claimsManager), `... Requested stake
    /// decrease amount must be greater than zero`, `... No claim expected to be pending prior to stake transfer`,
    /// `SafeMath: subtraction overflow`, and as `validateAccountStakeBalance` does with what would remain of the whole
    /// stake and the present own stake.
    /// @param _decreaseStakeAmount in wei
    /// @return what would remain staked for the caller, in wei
    function requestDecreaseStake(uint256 _decreaseStakeAmount) external onlyInitialized returns (uint256) {
        IStaking staking = linkedStaking();
        IClaimsManager claimsManager = linkedClaimsManager();
        require(
            _decreaseStakeAmount > 0,
            "ServiceProviderFactory: Requested stake decrease amount must be greater than zero"
        );
        requireNoPendingClaim(claimsManager);
        uint256 total = staking.totalStakedFor(msg.sender);
        require(_decreaseStakeAmount <= total, "SafeMath: subtraction overflow");
        uint256 remaining = total - _decreaseStakeAmount;
        requireWithinBounds(msg.sender, remaining);
        uint256 expiryBlock = requestDecrease(_decreaseStakeAmount);
        emit DecreaseStakeRequested(msg.sender, _decreaseStakeAmount, expiryBlock);
        return remaining;
    }

    /// @inheritdoc IServiceProviderFactory
    function cancelDecreaseStakeRequest(address _account) external onlyInitialized {
        requireDelegateManagerLink();
        require(
            msg.sender == _account || msg.sender == delegateManagerAddress,
            "ServiceProviderFactory: Only owner or DelegateManager"
        );
        DecreaseStakeRequest memory request = pendingDecreaseStakeRequest(_account);
        delete decreaseStakeRequests[_account];
        emit DecreaseStakeRequestCancelled(_account, request.amount, request.lockupExpiryBlock);
    }

    /// @notice Pays out what the caller asked to withdraw from its own stake.
    /// @dev Reverts `ServiceProviderFactory: stakingAddress is not set`, `... Decrease stake request must be pending`, `...
    /// Lockup must be expired`, and as `validateAccountStakeBalance` does if the caller has a service.
    /// @return what remains staked for the caller, in wei
    function decreaseStake() external onlyInitialized returns (uint256) {
        IStaking staking = linkedStaking();
        DecreaseStakeRequest memory request = pendingDecreaseStakeRequest(msg.sender);
        requireExpired(request.lockupExpiryBlock);
        ServiceProvider storage provider = providers[msg.sender];
        delete decreaseStakeRequests[msg.sender];
        staking.unstakeFor(msg.sender, request.amount);
        provider.deployerStake -= request.amount;
        uint256 total = staking.totalStakedFor(msg.sender);
        if (provider.numberOfEndpoints > 0) requireWithinBounds(msg.sender, total);
        provider.validBounds = true;
        emit DecreaseStakeRequestEvaluated(msg.sender, request.amount, total);
        return total;
    }

    /// @notice Changes the wallet with which a service of the caller signs.
    /// @dev Reverts `ServiceProviderFactory: Invalid update operation, wrong owner`.
    /// @param _serviceType the service's type
    /// @param _endpoint where it answers
    /// @param _updatedDelegateOwnerWallet the next wallet
    function updateDelegateOwnerWallet(
        bytes32 _serviceType,
        string calldata _endpoint,
        address _updatedDelegateOwnerWallet
    ) external onlyInitialized {
        uint256 id = idsByEndpoint[hash(_endpoint)];
        ServiceEndpoint storage service = services[_serviceType][id];
        require(service.owner == msg.sender, "ServiceProviderFactory: Invalid update operation, wrong owner");
        service.delegateOwnerWallet = _updatedDelegateOwnerWallet;
        emit DelegateOwnerWalletUpdated(msg.sender, _serviceType, id, _updatedDelegateOwnerWallet);
    }

    /// @notice Moves a service of the caller to another endpoint.
    /// @dev Reverts `ServiceProviderFactory: Could not find service provider with that endpoint`, `... Invalid update
    /// endpoint operation, wrong owner`, `... Old endpoint doesn't match what's registered for the service provider`, `...
    /// Endpoint already registered`: whoever took another's endpoint would keep its owner from ever leaving.
    /// @param _serviceType the service's type
    /// @param _oldEndpoint where it answered
    /// @param _newEndpoint where it answers
    /// @return the service's id
    function updateEndpoint(bytes32 _serviceType, string calldata _oldEndpoint, string calldata _newEndpoint)
        external
        onlyInitialized
        returns (uint256)
    {
        uint256 id = idsByEndpoint[hash(_oldEndpoint)];
        require(id != 0, "ServiceProviderFactory: Could not find service provider with that endpoint");
        ServiceEndpoint storage service = services[_serviceType][id];
        require(service.owner == msg.sender, "ServiceProviderFactory: Invalid update endpoint operation, wrong owner");
        require(
            hash(service.endpoint) == hash(_oldEndpoint),
            "ServiceProviderFactory: Old endpoint doesn't match what's registered for the service provider"
        );
        service.endpoint = _newEndpoint;
        delete idsByEndpoint[hash(_oldEndpoint)];
        requireFree(_newEndpoint);
        idsByEndpoint[hash(_newEndpoint)] = id;
        emit EndpointUpdated(_serviceType, msg.sender, _oldEndpoint, _newEndpoint, id);
        return id;
    }

    /// @notice Asks for another share of the delegators' rewards; that service provider or governance only.
    /// @dev Reverts `ServiceProviderFactory: Only callable by Service Provider or Governance`, `... Update deployer cut
    /// operation pending`, `... Service Provider cut cannot exceed base value`.
    /// @param _serviceProvider the service provider
    /// @param _cut in percent, 0 to 100
    function requestUpdateDeployerCut(address _serviceProvider, uint256 _cut) external onlyInitialized {
        requireServiceProviderOrGovernance(_serviceProvider);
        UpdateDeployerCutRequest storage request = updateDeployerCutRequests[_serviceProvider];
        require(request.lockupExpiryBlock == 0, "ServiceProviderFactory: Update deployer cut operation pending");
        require(_cut <= DEPLOYER_CUT_BASE, "ServiceProviderFactory: Service Provider cut cannot exceed base value");
        uint256 expiryBlock = block.number + deployerCutLockupDuration;
        request.newDeployerCut = _cut;
        request.lockupExpiryBlock = expiryBlock;
        emit DeployerCutUpdateRequested(_serviceProvider, _cut, expiryBlock);
    }

    /// @notice Drops the request for another share; that service provider or governance only.
    /// @dev Reverts `ServiceProviderFactory: No update deployer cut operation pending`, `... Only callable by Service
    /// Provider or Governance`.
    /// @param _serviceProvider the service provider
    function cancelUpdateDeployerCut(address _serviceProvider) external onlyInitialized {
        uint256 requestedCut = pendingUpdateDeployerCutRequest(_serviceProvider).newDeployerCut;
        requireServiceProviderOrGovernance(_serviceProvider);
        delete updateDeployerCutRequests[_serviceProvider];
        emit DeployerCutUpdateRequestCancelled(_serviceProvider, requestedCut, providers[_serviceProvider].deployerCut);
    }

    /// @notice Puts the requested share into force; that service provider or governance only.
    /// @dev Reverts `ServiceProviderFactory: No update deployer cut operation pending`, `... Only callable by Service
    /// Provider or Governance`, `... Lockup must be expired`.
    /// @param _serviceProvider the service provider
    function updateDeployerCut(address _serviceProvider) external onlyInitialized {
        UpdateDeployerCutRequest memory request = pendingUpdateDeployerCutRequest(_serviceProvider);
        requireServiceProviderOrGovernance(_serviceProvider);
        requireExpired(request.lockupExpiryBlock);
        delete updateDeployerCutRequests[_serviceProvider];
        providers[_serviceProvider].deployerCut = request.newDeployerCut;
        emit DeployerCutUpdateRequestEvaluated(_serviceProvider, request.newDeployerCut);
    }

    /// @inheritdoc IServiceProviderFactory
    function updateServiceProviderStake(address _serviceProvider, uint256 _amount) external onlyInitialized {
        IStaking staking = linkedStaking();
        requireDelegateManagerLink();
        require(msg.sender == delegateManagerAddress, "ServiceProviderFactory: only callable by DelegateManager");
        ServiceProvider storage provider = providers[_serviceProvider];
        provider.deployerStake = _amount;
        uint256 total = staking.totalStakedFor(_serviceProvider);
        provider.validBounds = provider.minAccountStake <= total && total <= provider.maxAccountStake;
    }

    /// @notice Changes how long own stake is locked before it can be withdrawn; governance only.
    /// @dev Reverts `ServiceProviderFactory: Only callable by Governance contract`, `... decreaseStakeLockupDuration
    /// duration must be greater than governance votingPeriod + executionDelay`.
    /// @param _duration in blocks
    function updateDecreaseStakeLockupDuration(uint256 _duration) external onlyInitialized onlyGovernance {
        setDecreaseStakeLockupDuration(_duration);
        emit DecreaseStakeLockupDurationUpdated(_duration);
    }

    /// @notice Changes how long a change of the cut waits; governance only.
    /// @dev Reverts `ServiceProviderFactory: Only callable by Governance contract`, `... Incoming duration must be greater
    /// than funding round block diff`.
    /// @param _duration in blocks
    function updateDeployerCutLockupDuration(uint256 _duration) external onlyInitialized onlyGovernance {
        setDeployerCutLockupDuration(_duration);
        emit UpdateDeployerCutLockupDurationUpdated(_duration);
    }

    /// @notice Hands control to another Governance contract; governance only.
    /// @dev Reverts `ServiceProviderFactory: Only callable by Governance contract`, `... _governanceAddress is not a valid
    /// governance contract`.
    /// @param _governanceAddress the next Governance contract
    function setGovernanceAddress(address _governanceAddress) external onlyInitialized onlyGovernance {
        takeGovernanceAddress(_governanceAddress, "ServiceProviderFactory");
        emit GovernanceAddressUpdated(_governanceAddress);
    }

    /// @notice Links Staking; governance only.
    /// @dev Reverts `ServiceProviderFactory: Only callable by Governance contract`.
    /// @param _address its address; zero unlinks it
    function setStakingAddress(address _address) external onlyInitialized onlyGovernance {
        stakingAddress = _address;
        emit StakingAddressUpdated(_address);
    }

    /// @notice Links the DelegateManager; governance only.
    /// @dev Reverts `ServiceProviderFactory: Only callable by Governance contract`.
    /// @param _address its address; zero unlinks it
    function setDelegateManagerAddress(address _address) external onlyInitialized onlyGovernance {
        delegateManagerAddress = _address;
        emit DelegateManagerAddressUpdated(_address);
    }

    /// @notice Links the ServiceTypeManager; governance only.
    /// @dev Reverts `ServiceProviderFactory: Only callable by Governance contract`.
    /// @param _address its address; zero unlinks it
    function setServiceTypeManagerAddress(address _address) external onlyInitialized onlyGovernance {
        serviceTypeManagerAddress = _address;
        emit ServiceTypeManagerAddressUpdated(_address);
    }

    /// @notice Links the ClaimsManager; governance only.
    /// @dev Reverts `ServiceProviderFactory: Only callable by Governance contract`.
    /// @param _address its address; zero unlinks it
    function setClaimsManagerAddress(address _address) external onlyInitialized onlyGovernance {
        claimsManagerAddress = _address;
        emit ClaimsManagerAddressUpdated(_address);
    }

    /// @inheritdoc IServiceProviderFactory
    function validateAccountStakeBalance(address _serviceProvider) external view onlyInitialized {
        requireWithinBounds(_serviceProvider, linkedStaking().totalStakedFor(_serviceProvider));
    }

    /// @inheritdoc IServiceProviderFactory
    function getServiceProviderDetails(address _serviceProvider)
        external
        view
        onlyInitialized
        returns (
            uint256 deployerStake,
            uint256 deployerCut,
            bool validBounds,
            uint256 numberOfEndpoints,
            uint256 minAccountStake,
            uint256 maxAccountStake
        )
    {
        ServiceProvider storage provider = providers[_serviceProvider];
        return (
            provider.deployerStake,
            provider.deployerCut,
            provider.validBounds,
            provider.numberOfEndpoints,
            provider.minAccountStake,
            provider.maxAccountStake
        );
    }

    /// @inheritdoc IServiceProviderFactory
    function getPendingDecreaseStakeRequest(address _serviceProvider)
        external
        view
        onlyInitialized
        returns (uint256 amount, uint256 lockupExpiryBlock)
    {
        DecreaseStakeRequest storage request = decreaseStakeRequests[_serviceProvider];
        return (request.amount, request.lockupExpiryBlock);
    }

    /// @notice A service provider's pending request for another share of its delegators' rewards; zeros if there is none.
    /// @param _serviceProvider the service provider
    /// @return newDeployerCut in percent
    /// @return lockupExpiryBlock the first block in which it can be put into force
    function getPendingUpdateDeployerCutRequest(address _serviceProvider)
        external
        view
        onlyInitialized
        returns (uint256 newDeployerCut, uint256 lockupExpiryBlock)
    {
        UpdateDeployerCutRequest storage request = updateDeployerCutRequests[_serviceProvider];
        return (request.newDeployerCut, request.lockupExpiryBlock);
    }

    /// @notice What is known of a service; zeros if nothing is.
    /// @param _serviceType the service's type
    /// @param _serviceId its id within the type
    /// @return owner the service provider
    /// @return endpoint where it answers
    /// @return blockNumber the block in which it was registered
    /// @return delegateOwnerWallet the wallet with which it signs
    function getServiceEndpointInfo(bytes32 _serviceType, uint256 _serviceId)
        external
        view
        onlyInitialized
        returns (address owner, string memory endpoint, uint256 blockNumber, address delegateOwnerWallet)
    {
        ServiceEndpoint storage service = services[_serviceType][_serviceId];
        return (service.owner, service.endpoint, service.blockNumber, service.delegateOwnerWallet);
    }

    /// @notice The id, within its type, of the service at an endpoint; 0 if none is there.
    /// @param _endpoint where it answers
    function getServiceProviderIdFromEndpoint(string calldata _endpoint)
        external
        view
        onlyInitialized
        returns (uint256)
    {
        return idsByEndpoint[hash(_endpoint)];
    }

    /// @notice The ids of an account's services of one type, in no particular order.
    /// @param _ownerAddress the service provider
    /// @param _serviceType the type
    function getServiceProviderIdsFromAddress(address _ownerAddress, bytes32 _serviceType)
        external
        view
        onlyInitialized
        returns (uint256[] memory)
    {
        return idsByOwner[_ownerAddress][_serviceType];
    }

    /// @notice How many services of a type were ever registered, that is the last id given.
    /// @param _serviceType the type
    function getTotalServiceTypeProviders(bytes32 _serviceType) external view onlyInitialized returns (uint256) {
        return lastIds[_serviceType];
    }

    /// @notice The cut that is the whole reward: 100.
    function getServiceProviderDeployerCutBase() external view onlyInitialized returns (uint256) {
        return DEPLOYER_CUT_BASE;
    }

    /// @notice How long own stake is locked before it can be withdrawn, in blocks.
    function getDecreaseStakeLockupDuration() external view onlyInitialized returns (uint256) {
        return decreaseStakeLockupDuration;
    }

    /// @notice How long a change of the cut waits, in blocks.
    function getDeployerCutLockupDuration() external view onlyInitialized returns (uint256) {
        return deployerCutLockupDuration;
    }

    /// @notice The Governance contract.
    function getGovernanceAddress() external view onlyInitialized returns (address) {
        return governanceAddress;
    }

    /// @notice The linked Staking; zero if none.
    function getStakingAddress() external view onlyInitialized returns (address) {
        return stakingAddress;
    }

    /// @notice The linked DelegateManager; zero if none.
    function getDelegateManagerAddress() external view onlyInitialized returns (address) {
        return delegateManagerAddress;
    }

    /// @notice The linked ServiceTypeManager; zero if none.
    function getServiceTypeManagerAddress() external view onlyInitialized returns (address) {
        return serviceTypeManagerAddress;
    }

    /// @notice The linked ClaimsManager; zero if none.
    function getClaimsManagerAddress() external view onlyInitialized returns (address) {
        return claimsManagerAddress;
    }

    function addService(bytes32 serviceType, string calldata endpoint, address delegateOwnerWallet)
        private
        returns (uint256 id)
    {
        requireFree(endpoint);
        id = ++lastIds[serviceType];
        idsByEndpoint[hash(endpoint)] = id;
        idsByOwner[msg.sender][serviceType].push(id);
        services[serviceType][id] = ServiceEndpoint({
            owner: msg.sender, endpoint: endpoint, blockNumber: block.number, delegateOwnerWallet: delegateOwnerWallet
        });
    }

    function removeService(bytes32 serviceType, string calldata endpoint) private returns (uint256 id) {
        id = idsByEndpoint[hash(endpoint)];
        require(id != 0, "ServiceProviderFactory: Endpoint not registered");
        ServiceEndpoint storage service = services[serviceType][id];
        require(hash(service.endpoint) == hash(endpoint), "ServiceProviderFactory: Invalid endpoint for service type");
        require(service.owner == msg.sender, "ServiceProviderFactory: Only callable by endpoint owner");
        delete idsByEndpoint[hash(endpoint)];
        delete services[serviceType][id];
        uint256[] storage ids = idsByOwner[msg.sender][serviceType];
        uint256 index = 0;
        while (ids[index] != id) index++;
        ids[index] = ids[ids.length - 1];
        ids.pop();
    }

    function requestDecrease(uint256 amount) private returns (uint256 expiryBlock) {
        expiryBlock = block.number + decreaseStakeLockupDuration;
        decreaseStakeRequests[msg.sender] = DecreaseStakeRequest(amount, expiryBlock);
    }

    function requireValidBounds(address serviceProvider) private returns (uint256 total) {
        total = IStaking(stakingAddress).totalStakedFor(serviceProvider);
        requireWithinBounds(serviceProvider, total);
        providers[serviceProvider].validBounds = true;
    }

    function setDecreaseStakeLockupDuration(uint256 duration) private {
        require(
            outlastsProposals(duration),
            "ServiceProviderFactory: decreaseStakeLockupDuration duration must be greater than governance votingPeriod + executionDelay"
        );
        decreaseStakeLockupDuration = duration;
    }

    function setDeployerCutLockupDuration(uint256 duration) private {
        require(
            duration > linkedClaimsManager().getFundingRoundBlockDiff(),
            "ServiceProviderFactory: Incoming duration must be greater than funding round block diff"
        );
        deployerCutLockupDuration = duration;
    }

    /// @dev The most is for the whole stake, the least for the provider's own.
    function requireWithinBounds(address serviceProvider, uint256 total) private view {
        ServiceProvider storage provider = providers[serviceProvider];
        require(total <= provider.maxAccountStake, "ServiceProviderFactory: Maximum stake amount exceeded");
        require(
            provider.deployerStake >= provider.minAccountStake,
            "ServiceProviderFactory: Minimum stake requirement not met"
        );
    }

    function requireFree(string calldata endpoint) private view {
        require(idsByEndpoint[hash(endpoint)] == 0, "ServiceProviderFactory: Endpoint already registered");
    }

    function requireNoPendingClaim(IClaimsManager claimsManager) private view {
        require(
            !claimsManager.claimPending(msg.sender),
            "ServiceProviderFactory: No claim expected to be pending prior to stake transfer"
        );
    }

    function requireServiceProviderOrGovernance(address serviceProvider) private view {
        require(
            msg.sender == serviceProvider || msg.sender == governanceAddress,
            "ServiceProviderFactory: Only callable by Service Provider or Governance"
        );
    }

    function requireExpired(uint256 lockupExpiryBlock) private view {
        require(lockupExpiryBlock <= block.number, "ServiceProviderFactory: Lockup must be expired");
    }

    function requireDelegateManagerLink() private view {
        require(delegateManagerAddress != address(0), "ServiceProviderFactory: delegateManagerAddress is not set");
    }

    function pendingDecreaseStakeRequest(address account) private view returns (DecreaseStakeRequest memory request) {
        request = decreaseStakeRequests[account];
        require(request.amount > 0, "ServiceProviderFactory: Decrease stake request must be pending");
    }

    function pendingUpdateDeployerCutRequest(address serviceProvider)
        private
        view
        returns (UpdateDeployerCutRequest memory request)
    {
        request = updateDeployerCutRequests[serviceProvider];
        require(request.lockupExpiryBlock > 0, "ServiceProviderFactory: No update deployer cut operation pending");
    }

    function linkedStaking() private view returns (IStaking) {
        require(stakingAddress != address(0), "ServiceProviderFactory: stakingAddress is not set");
        return IStaking(stakingAddress);
    }

    function linkedServiceTypeManager() private view returns (IServiceTypeManager) {
        require(serviceTypeManagerAddress != address(0), "ServiceProviderFactory: serviceTypeManagerAddress is not set");
        return IServiceTypeManager(serviceTypeManagerAddress);
    }

    function linkedClaimsManager() private view returns (IClaimsManager) {
        require(claimsManagerAddress != address(0), "ServiceProviderFactory: claimsManagerAddress is not set");
        return IClaimsManager(claimsManagerAddress);
    }

    function hash(string memory text) private pure returns (bytes32) {
        return keccak256(bytes(text));
    }
}
