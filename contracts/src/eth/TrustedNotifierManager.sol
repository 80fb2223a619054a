// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {Governed} from "./Governed.sol";

/// @title TrustedNotifierManager
/// @notice The parties whose notices of infringing content the network trusts. Wallet, endpoint and email address each
/// belong to one notifier at most.
/// @dev Emits no events. Runs behind a proxy: append storage only.
contract TrustedNotifierManager is Governed {
    struct Notifier {
        address wallet;
        string endpoint;
        string email;
    }

    uint256 private latestId;
    mapping(uint256 id => Notifier) private notifiers;
    mapping(address wallet => uint256) private idOfWallet;
    mapping(string endpoint => uint256) private idOfEndpoint;
    mapping(string email => uint256) private idOfEmail;

    /// @notice Sets Governance and registers the first notifier, unchecked, as number 1, once.
    /// @param _governanceAddress the Governance contract
    /// @param _initialNotifierWallet wallet of the first notifier
    /// @param _initialNotiferEndpoint URL of the first notifier's service
    /// @param _initialNotiferEmail email address of the first notifier
    function initialize(
        address _governanceAddress,
        address _initialNotifierWallet,
        string calldata _initialNotiferEndpoint,
        string calldata _initialNotiferEmail
    ) external initializer {
        takeGovernanceAddress(_governanceAddress, "TrustedNotifierManager");
        add(_initialNotifierWallet, _initialNotiferEndpoint, _initialNotiferEmail);
    }

    /// @notice Registers a notifier; Governance only.
    /// @param _wallet not zero, no other notifier's
    /// @param _endpoint URL of its service; not empty, no other notifier's
    /// @param _email its email address; not empty, no other notifier's
    /// @return number of the notifier
    function registerNotifier(address _wallet, string calldata _endpoint, string calldata _email)
        external
        onlyInitialized
        returns (uint256)
    {
        require(msg.sender == governanceAddress, "TrustedNotifierManager: Only callable by Governance contract.");
        require(
            _wallet != address(0) && idOfWallet[_wallet] == 0,
            "TrustedNotifierManager: Wallet must be unique and non-zero."
        );
        require(
            bytes(_endpoint).length > 0 && idOfEndpoint[_endpoint] == 0,
            "TrustedNotifierManager: Endpoint must be unique and non-empty."
        );
        require(
            bytes(_email).length > 0 && idOfEmail[_email] == 0,
            "TrustedNotifierManager: Email must be unique and non-empty."
        );
        return add(_wallet, _endpoint, _email);
    }

    /// @notice Removes a notifier; Governance and that notifier only. Numbers are not given again.
    /// @param _wallet wallet of the notifier
    /// @return number of the notifier; 0 if there is none, and nothing changes
    function deregisterNotifier(address _wallet) external onlyInitialized returns (uint256) {
        require(
            msg.sender == governanceAddress || msg.sender == _wallet,
            "TrustedNotifierManager: Only callable by Governance contract or _wallet."
        );
        uint256 id = idOfWallet[_wallet];
        if (id == 0) return 0;
        delete idOfWallet[_wallet];
        delete idOfEndpoint[notifiers[id].endpoint];
        delete idOfEmail[notifiers[id].email];
        delete notifiers[id];
        return id;
    }

    /// @notice Hands this contract to another Governance contract; Governance only.
    /// @param _governanceAddress the next Governance contract
    function setGovernanceAddress(address _governanceAddress) external onlyInitialized {
        require(msg.sender == governanceAddress, "TrustedNotifierManager: Only callable by Governance contract");
        takeGovernanceAddress(_governanceAddress, "TrustedNotifierManager");
    }

    /// @notice The Governance contract.
    function getGovernanceAddress() external view onlyInitialized returns (address) {
        return governanceAddress;
    }

    /// @notice Number of the notifier registered last, be it gone or not; 0 if there was none.
    function getLatestNotifierID() external view returns (uint256) {
        return latestId;
    }

    /// @notice The notifier of a number; zero and empty values if there is none.
    /// @param _ID the number
    function getNotifierForID(uint256 _ID)
        external
        view
        returns (address wallet, string memory endpoint, string memory email)
    {
        Notifier storage notifier = notifiers[_ID];
        return (notifier.wallet, notifier.endpoint, notifier.email);
    }

    /// @notice The notifier of a wallet; zero and empty values if there is none.
    /// @param _wallet the wallet
    function getNotifierForWallet(address _wallet)
        external
        view
        returns (uint256 ID, string memory endpoint, string memory email)
    {
        ID = idOfWallet[_wallet];
        Notifier storage notifier = notifiers[ID];
        return (ID, notifier.endpoint, notifier.email);
    }

    /// @notice The notifier of an endpoint; zero and empty values if there is none.
    /// @param _endpoint URL of its service, exactly as registered
    function getNotifierForEndpoint(string calldata _endpoint)
        external
        view
        returns (uint256 ID, address wallet, string memory email)
    {
        ID = idOfEndpoint[_endpoint];
        Notifier storage notifier = notifiers[ID];
        return (ID, notifier.wallet, notifier.email);
    }

    /// @notice The notifier of an email address; zero and empty values if there is none.
    /// @param _email the address, exactly as registered
    function getNotifierForEmail(string calldata _email)
        external
        view
        returns (uint256 ID, address wallet, string memory endpoint)
    {
        ID = idOfEmail[_email];
        Notifier storage notifier = notifiers[ID];
        return (ID, notifier.wallet, notifier.endpoint);
    }

    function add(address wallet, string calldata endpoint, string calldata email) private returns (uint256 id) {
        id = ++latestId;
        notifiers[id] = Notifier(wallet, endpoint, email);
        idOfWallet[wallet] = id;
        idOfEndpoint[endpoint] = id;
        idOfEmail[email] = id;
    }
}
