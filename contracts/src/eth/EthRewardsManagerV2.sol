// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Governed} from "./Governed.sol";
import {IWormholeBridge} from "./interfaces/IWormholeBridge.sol";

/// @title EthRewardsManagerV2
/// @notice Collects AUDIO meant for user rewards and sends it over the Wormhole bridge to Solana, where it is paid out.
/// @dev Runs behind a proxy: append storage only.
contract EthRewardsManagerV2 is Governed {
    using SafeERC20 for IERC20;

    /// @dev Solana's number in Wormhole's counting.
    uint16 private constant SOLANA = 1;

    IERC20 private audio;
    IWormholeBridge private bridge;
    bytes32 private recipient;
    address[] private antiAbuseOracleAddresses;

    modifier onlyGovernance() {
        require(msg.sender == governanceAddress, "EthRewardsManager: Only governance");
        _;
    }

    /// @notice Sets everything up, once.
    /// @param _tokenAddress the AUDIO token; must have code
    /// @param _governanceAddress the Governance contract
    /// @param _wormholeAddress the Wormhole token bridge; must have code
    /// @param _recipient Solana address that receives the tokens
    /// @param _antiAbuseOracleAddresses the first anti-abuse oracles
    function initialize(
        address _tokenAddress,
        address _governanceAddress,
        address _wormholeAddress,
        bytes32 _recipient,
        address[] calldata _antiAbuseOracleAddresses
    ) external initializer {
        require(_tokenAddress.code.length > 0, "EthRewardsManager: token is not a contract");
        require(_wormholeAddress.code.length > 0, "EthRewardsManager: wormhole is not a contract");
        takeGovernanceAddress(_governanceAddress, "EthRewardsManager");
        audio = IERC20(_tokenAddress);
        bridge = IWormholeBridge(_wormholeAddress);
        recipient = _recipient;
        antiAbuseOracleAddresses = _antiAbuseOracleAddresses;
    }

    /// @notice Hands this contract to another Governance contract; Governance only.
    /// @param _governanceAddress the next Governance contract
    function setGovernanceAddress(address _governanceAddress) external onlyInitialized onlyGovernance {
        takeGovernanceAddress(_governanceAddress, "EthRewardsManager");
    }

    /// @notice Changes who receives the tokens; Governance only.
    /// @param _recipient Solana address
    function setRecipientAddress(bytes32 _recipient) external onlyInitialized onlyGovernance {
        recipient = _recipient;
    }

    /// @notice Changes the anti-abuse oracles; Governance only.
    /// @param _antiAbuseOracleAddresses all oracles from now on
    function setAntiAbuseOracleAddresses(address[] calldata _antiAbuseOracleAddresses)
        external
        onlyInitialized
        onlyGovernance
    {
        antiAbuseOracleAddresses = _antiAbuseOracleAddresses;
    }

    /// @notice Sends all AUDIO held here to the recipient. Anyone may call; the bridge's message fee, in wei, is paid out of
    /// the value sent and whatever was left here before, and the call reverts when that is too little.
    /// @param arbiterFee share for whoever finishes the transfer on Solana, in wei of AUDIO
    /// @param _nonce free number, passed on to the bridge
    function transferToSolana(uint256 arbiterFee, uint32 _nonce) external payable onlyInitialized {
        uint256 balance = audio.balanceOf(address(this));
        uint256 fee = bridge.wormhole().messageFee();
        audio.forceApprove(address(bridge), balance);
        bridge.transferTokens{value: fee}(address(audio), balance, SOLANA, recipient, arbiterFee, _nonce);
    }

    /// @notice The AUDIO token.
    function token() external view onlyInitialized returns (address) {
        return address(audio);
    }

    /// @notice The Governance contract.
    function getGovernanceAddress() external view onlyInitialized returns (address) {
        return governanceAddress;
    }

    /// @notice The Solana address that receives the tokens.
    function getRecipientAddress() external view onlyInitialized returns (bytes32) {
        return recipient;
    }

    /// @notice The accounts whose word keeps rewards from abusers.
    function getAntiAbuseOracleAddresses() external view onlyInitialized returns (address[] memory) {
        return antiAbuseOracleAddresses;
    }
}
