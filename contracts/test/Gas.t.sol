// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {EntityManager} from "../src/data/EntityManager.sol";
import {PlayLedger} from "../src/data/PlayLedger.sol";
import {GovernanceV2} from "../src/eth/GovernanceV2.sol";
import {AdminUpgradeabilityProxy} from "../src/proxy/AdminUpgradeabilityProxy.sol";
import {EthSide} from "./eth/EthSide.sol";

/// @dev What the everyday transactions cost, one a test, through their proxies: these figures make up `.gas-snapshot`.
/// The cost of the test itself is in them, so they are for comparison only.
contract GasTest is EthSide {
    address private constant PROVIDER = address(0x1111);
    address private constant NEWCOMER = address(0x2222);
    address private constant DELEGATOR = address(0x3333);
    address private constant OTHER_DELEGATOR = address(0x4444);

    EntityManager private entities;
    PlayLedger private plays;
    uint256[] private batch;
    bytes private signature;

    /// @dev A network at work: a provider with two delegators, another about to come.
    function setUp() public {
        register(PROVIDER, MIN_STAKE);
        delegate(DELEGATOR, PROVIDER, MIN_STAKE);
        delegate(OTHER_DELEGATOR, PROVIDER, MIN_STAKE);
        fund(NEWCOMER, MIN_STAKE);
        token.approve(GUARDIAN, type(uint256).max);
        setUpDataChain();
    }

    function test_Token_transfer() public {
        token.transfer(DELEGATOR, 1);
    }

    function test_Token_transferFrom() public {
        vm.prank(GUARDIAN);
        token.transferFrom(address(this), DELEGATOR, 1);
    }

    function test_ServiceProviderFactory_register() public {
        vm.prank(NEWCOMER);
        factory.register(CONTENT_NODE, "https://node.example", MIN_STAKE, NEWCOMER);
    }

    function test_DelegateManager_delegateStake() public {
        vm.prank(NEWCOMER);
        delegateManager.delegateStake(PROVIDER, MIN_STAKE);
    }

    function test_DelegateManager_requestUndelegateStake() public {
        vm.prank(DELEGATOR);
        delegateManager.requestUndelegateStake(PROVIDER, MIN_STAKE);
    }

    function test_ClaimsManager_initiateRound() public {
        startRound();
    }

    function test_ClaimsManager_initiateRound_DelegateManager_claimRewards() public {
        startRound();
        delegateManager.claimRewards(PROVIDER);
    }

    function test_DelegateManager_slash() public {
        govern(DELEGATE_MANAGER, "slash(uint256,address)", abi.encode(MIN_STAKE, PROVIDER));
    }

    function test_Governance_submitProposal() public {
        submitProposal();
    }

    function test_Governance_submitProposal_submitVote() public {
        submitProposalAndVote();
    }

    function test_Governance_submitProposal_submitVote_evaluateProposalOutcome() public {
        submitProposalAndVote();
        vm.roll(block.number + VOTING_PERIOD + EXECUTION_DELAY);
        governance.evaluateProposalOutcome(1);
    }

    function test_EntityManager_manageEntity() public {
        entities.manageEntity(1, "Track", 2, "Create", "{\"title\":\"A title\"}", bytes32(uint256(3)), signature);
    }

    function test_PlayLedger_recordPlays_100() public {
        plays.recordPlays(bytes32(uint256(1)), batch);
    }

    function submitProposal() private {
        vm.prank(PROVIDER);
        governance.submitProposal("Token", 0, "pause()", "", "Pause the token", "Something is wrong with it");
    }

    function submitProposalAndVote() private {
        submitProposal();
        vm.roll(block.number + 1);
        vm.prank(PROVIDER);
        governance.submitVote(1, GovernanceV2.Vote.Yes);
    }

    function setUpDataChain() private {
        bytes memory initialization = abi.encodeCall(EntityManager.initialize, (GUARDIAN, 1337));
        entities = EntityManager(
            address(new AdminUpgradeabilityProxy(address(new EntityManager()), GUARDIAN, initialization))
        );
        signature = abi.encodePacked(bytes32(uint256(1)), bytes32(uint256(2)), uint8(27));
        initialization = abi.encodeCall(PlayLedger.initialize, (address(this)));
        plays = PlayLedger(address(new AdminUpgradeabilityProxy(address(new PlayLedger()), GUARDIAN, initialization)));
        plays.setRecorder(address(this), true);
        for (uint256 i = 0; i < 100; i++) {
            batch.push((i << 128) | ((i + 1) << 64) | 1_700_000_000);
        }
    }
}
