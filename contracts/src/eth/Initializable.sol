// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @dev For a logic contract that is set up once, through its proxy's constructor or, deployed bare, by a call.
/// Holds the first byte of the storage of whatever inherits it.
abstract contract Initializable {
    bool private isInitialized;

    /// @dev Belongs on the one `initialize` function: lets it run once per proxy.
    modifier initializer() {
        require(!isInitialized, "Contract instance has already been initialized");
        isInitialized = true;
        _;
    }

    /// @dev Belongs on every other external function.
    modifier onlyInitialized() {
        requireInitialized();
        _;
    }

    /// @dev Apart from its modifier, so that the many functions which carry that share one copy of the code.
    function requireInitialized() private view {
        require(isInitialized, "InitializableV2: Not initialized");
    }
}
