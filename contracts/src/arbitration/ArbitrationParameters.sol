// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {Governed} from "../eth/Governed.sol";

/// @dev What Governance decides about arbitration. The first part of Arbitration's storage: new variables belong at the
/// end of Arbitration itself.
abstract contract ArbitrationParameters is Governed {
    enum Parameter {
        /// AUDIO that opening a case takes
        CaseDeposit,
        /// jurors of a first panel, odd
        PanelSize,
        /// AUDIO at risk per seat
        SeatStake,
        /// blocks from opening, redraw or appeal to the block that decides the draw
        DrawDelay,
        CommitWindow,
        RevealWindow,
        AppealWindow,
        /// blocks in which a failed execution may be tried again
        ExecutionWindow,
        /// most that a case may slash, in basis points of the provider's stake when it is opened
        MaximumSlash
    }

    uint256 private constant PARAMETER_COUNT = 9;

    /// @notice The value of a parameter.
    mapping(Parameter => uint256 value) public parameters;

    /// @notice Governance set a parameter.
    event ParameterUpdated(Parameter indexed parameter, uint256 value);

    /// @notice Governance handed over to its successor.
    event GovernanceAddressUpdated(address indexed governance);

    modifier onlyGovernance() {
        require(msg.sender == governanceAddress, "Arbitration: Only governance");
        _;
    }

    /// @notice Sets a parameter for what begins from now on; Governance only.
    /// @param parameter which
    /// @param value within `boundsOf(parameter)`; the panel size must be odd
    function setParameter(Parameter parameter, uint256 value) external onlyInitialized onlyGovernance {
        takeParameter(parameter, value);
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

    /// @notice The least and the greatest value of a parameter.
    function boundsOf(Parameter parameter) public pure returns (uint256 least, uint256 greatest) {
        if (parameter == Parameter.PanelSize) return (1, 7);
        if (parameter == Parameter.CaseDeposit || parameter == Parameter.SeatStake) return (1e18, 1e24);
        if (parameter == Parameter.DrawDelay) return (1, 7_200);
        if (parameter == Parameter.MaximumSlash) return (1, 5_000);
        return (1, 216_000);
    }

    /// @param values of all parameters, in the order of `Parameter`
    function takeParameters(uint256[] calldata values) internal {
        require(values.length == PARAMETER_COUNT, "Arbitration: expected a value for each parameter");
        for (uint256 i = 0; i < PARAMETER_COUNT; i++) {
            takeParameter(Parameter(i), values[i]);
        }
    }

    function blockAfter(Parameter span) internal view returns (uint64) {
        return uint64(block.number + parameters[span]);
    }

    function takeParameter(Parameter parameter, uint256 value) private {
        (uint256 least, uint256 greatest) = boundsOf(parameter);
        require(value >= least && value <= greatest, "Arbitration: parameter is out of bounds");
        require(parameter != Parameter.PanelSize || value % 2 == 1, "Arbitration: panel size must be odd");
        parameters[parameter] = value;
        emit ParameterUpdated(parameter, value);
    }
}
