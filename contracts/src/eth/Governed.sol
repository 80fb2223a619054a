// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {Initializable} from "./Initializable.sol";
import {IGovernance} from "./interfaces/IGovernance.sol";

/// @dev A contract whose parameters only the Governance contract may change.
abstract contract Governed is Initializable {
    address internal governanceAddress;

    /// @dev Takes `candidate` as the governance address if it is a Governance contract; reverts otherwise.
    /// @param candidate the new governance address
    /// @param contractName how this contract calls itself in its revert texts, for example `Staking`
    function takeGovernanceAddress(address candidate, string memory contractName) internal {
        require(
            isGovernance(candidate),
            string.concat(contractName, ": _governanceAddress is not a valid governance contract")
        );
        governanceAddress = candidate;
    }

    /// @dev Whether a wait of `duration` blocks leaves Governance the time to decide and execute a proposal, for instance
    /// to slash whoever is about to withdraw.
    function outlastsProposals(uint256 duration) internal view returns (bool) {
        IGovernance governance = IGovernance(governanceAddress);
        return duration > governance.getVotingPeriod() + governance.getExecutionDelay();
    }

    function isGovernance(address candidate) private view returns (bool) {
        (bool success, bytes memory result) = candidate.staticcall(abi.encodeCall(IGovernance.isGovernanceAddress, ()));
        return success && result.length >= 32 && abi.decode(result, (uint256)) == 1;
    }
}
