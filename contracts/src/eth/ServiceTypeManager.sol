// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {Governed} from "./Governed.sol";
import {IServiceTypeManager} from "./interfaces/IServiceTypeManager.sol";

/// @title ServiceTypeManager
/// @notice The kinds of service that may be registered, their stake bounds and their released versions. Stakes are in wei
/// of AUDIO; names and versions are ASCII, left-aligned in a word.
/// @dev Runs behind a proxy: append storage only.
contract ServiceTypeManager is Governed, IServiceTypeManager {
    struct ServiceTypeInfo {
        bool isValid;
        uint256 minStake;
        uint256 maxStake;
    }

    bytes32[] private validServiceTypes;
    mapping(bytes32 serviceType => ServiceTypeInfo) private infos;
    mapping(bytes32 serviceType => bytes32[]) private versions;
    mapping(bytes32 serviceType => mapping(bytes32 version => bool)) private isVersion;

    /// @notice Services of the type may be registered from now on, each with a stake within these bounds, in wei.
    event ServiceTypeAdded(
        bytes32 indexed _serviceType, uint256 indexed _serviceTypeMin, uint256 indexed _serviceTypeMax
    );

    /// @notice Services of the type may no longer be registered.
    event ServiceTypeRemoved(bytes32 indexed _serviceType);

    /// @notice The version is now the current one of the type.
    event SetServiceVersion(bytes32 indexed _serviceType, bytes32 indexed _serviceVersion);

    modifier onlyGovernance() {
        require(msg.sender == governanceAddress, "ServiceTypeManager: Only callable by Governance contract");
        _;
    }

    /// @notice Sets who governs, once.
    /// @dev Reverts `ServiceTypeManager: _governanceAddress is not a valid governance contract`.
    /// @param _governanceAddress the Governance contract
    function initialize(address _governanceAddress) external initializer {
        takeGovernanceAddress(_governanceAddress, "ServiceTypeManager");
    }

    /// @notice Hands control to another Governance contract; governance only.
    /// @dev Reverts `ServiceTypeManager: Only callable by Governance contract`, `ServiceTypeManager: _governanceAddress
    /// is not a valid governance contract`.
    /// @param _governanceAddress the next Governance contract
    function setGovernanceAddress(address _governanceAddress) external onlyInitialized onlyGovernance {
        takeGovernanceAddress(_governanceAddress, "ServiceTypeManager");
    }

    /// @notice Lets services of a new type be registered; governance only.
    /// @dev Reverts `ServiceTypeManager: Only callable by Governance contract`, `... Already known service type`, `... Max
    /// stake must be non-zero and greater than min stake`, `... Cannot re-add serviceType after it was removed.`
    /// @param _serviceType the type; never added before
    /// @param _serviceTypeMin least stake per service, in wei
    /// @param _serviceTypeMax most stake per service, in wei; above the least
    function addServiceType(bytes32 _serviceType, uint256 _serviceTypeMin, uint256 _serviceTypeMax)
        external
        onlyInitialized
        onlyGovernance
    {
        ServiceTypeInfo storage info = infos[_serviceType];
        require(!info.isValid, "ServiceTypeManager: Already known service type");
        require(
            _serviceTypeMax > _serviceTypeMin,
            "ServiceTypeManager: Max stake must be non-zero and greater than min stake"
        );
        require(info.maxStake == 0, "ServiceTypeManager: Cannot re-add serviceType after it was removed.");
        validServiceTypes.push(_serviceType);
        infos[_serviceType] = ServiceTypeInfo({isValid: true, minStake: _serviceTypeMin, maxStake: _serviceTypeMax});
        emit ServiceTypeAdded(_serviceType, _serviceTypeMin, _serviceTypeMax);
    }

    /// @notice Stops registrations of a type for good; its services and bounds stay. Governance only.
    /// @dev Reverts `ServiceTypeManager: Only callable by Governance contract`, `ServiceTypeManager: Invalid service type,
    /// not found`.
    /// @param _serviceType a valid type
    function removeServiceType(bytes32 _serviceType) external onlyInitialized onlyGovernance {
        require(infos[_serviceType].isValid, "ServiceTypeManager: Invalid service type, not found");
        infos[_serviceType].isValid = false;
        uint256 index = 0;
        while (validServiceTypes[index] != _serviceType) index++;
        validServiceTypes[index] = validServiceTypes[validServiceTypes.length - 1];
        validServiceTypes.pop();
        emit ServiceTypeRemoved(_serviceType);
    }

    /// @notice Makes a new version the current one of a type; governance only.
    /// @dev Reverts `ServiceTypeManager: Only callable by Governance contract`, `ServiceTypeManager: Invalid service type`,
    /// `ServiceTypeManager: Already registered`.
    /// @param _serviceType a valid type
    /// @param _serviceVersion a version the type never had
    function setServiceVersion(bytes32 _serviceType, bytes32 _serviceVersion) external onlyInitialized onlyGovernance {
        require(infos[_serviceType].isValid, "ServiceTypeManager: Invalid service type");
        require(!isVersion[_serviceType][_serviceVersion], "ServiceTypeManager: Already registered");
        isVersion[_serviceType][_serviceVersion] = true;
        versions[_serviceType].push(_serviceVersion);
        emit SetServiceVersion(_serviceType, _serviceVersion);
    }

    /// @inheritdoc IServiceTypeManager
    function getServiceTypeInfo(bytes32 _serviceType)
        external
        view
        onlyInitialized
        returns (bool isValid, uint256 minStake, uint256 maxStake)
    {
        ServiceTypeInfo storage info = infos[_serviceType];
        return (info.isValid, info.minStake, info.maxStake);
    }

    /// @inheritdoc IServiceTypeManager
    function serviceTypeIsValid(bytes32 _serviceType) external view onlyInitialized returns (bool) {
        return infos[_serviceType].isValid;
    }

    /// @notice The types of which services may be registered, in no particular order.
    function getValidServiceTypes() external view onlyInitialized returns (bytes32[] memory) {
        return validServiceTypes;
    }

    /// @notice The latest version of a type.
    /// @dev Reverts `ServiceTypeManager: No registered version of serviceType`.
    /// @param _serviceType the type
    function getCurrentVersion(bytes32 _serviceType) external view onlyInitialized returns (bytes32) {
        uint256 count = versions[_serviceType].length;
        requireVersion(count > 0);
        return versions[_serviceType][count - 1];
    }

    /// @notice A version of a type, by age.
    /// @dev Reverts `ServiceTypeManager: No registered version of serviceType`.
    /// @param _serviceType the type
    /// @param _versionIndex 0 for the oldest
    function getVersion(bytes32 _serviceType, uint256 _versionIndex) external view onlyInitialized returns (bytes32) {
        requireVersion(_versionIndex < versions[_serviceType].length);
        return versions[_serviceType][_versionIndex];
    }

    /// @notice How many versions a type has had.
    /// @param _serviceType the type
    function getNumberOfVersions(bytes32 _serviceType) external view onlyInitialized returns (uint256) {
        return versions[_serviceType].length;
    }

    /// @notice Whether a type has had a version.
    /// @param _serviceType the type
    /// @param _serviceVersion the version
    function serviceVersionIsValid(bytes32 _serviceType, bytes32 _serviceVersion)
        external
        view
        onlyInitialized
        returns (bool)
    {
        return isVersion[_serviceType][_serviceVersion];
    }

    /// @notice The Governance contract.
    function getGovernanceAddress() external view onlyInitialized returns (address) {
        return governanceAddress;
    }

    function requireVersion(bool exists) private pure {
        require(exists, "ServiceTypeManager: No registered version of serviceType");
    }
}
