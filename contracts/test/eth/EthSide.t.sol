// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {AudiusAdminUpgradeabilityProxy} from "../../src/proxy/AudiusAdminUpgradeabilityProxy.sol";
import {EthSide} from "./EthSide.sol";

contract EthSideTest is EthSide {
    address private constant PROVIDER = address(0x1111);
    address private constant DELEGATOR = address(0x2222);

    function test_governanceOwnsEverything() public view {
        address owner = address(governance);
        assertEq(registry.owner(), owner, "registry");
        assertEq(staking.getGovernanceAddress(), owner, "staking");
        assertEq(serviceTypes.getGovernanceAddress(), owner, "service types");
        assertEq(factory.getGovernanceAddress(), owner, "factory");
        assertEq(claims.getGovernanceAddress(), owner, "claims");
        assertEq(delegateManager.getGovernanceAddress(), owner, "delegate manager");
        assertEq(adminOf(owner), owner, "admin of governance");
        assertEq(adminOf(address(registry)), owner, "admin of the registry");
        assertEq(adminOf(address(staking)), owner, "admin of staking");
    }

    function test_aLifeFromRegistrationToWithdrawal() public {
        register(PROVIDER, MIN_STAKE);
        delegate(DELEGATOR, PROVIDER, MIN_STAKE);
        startRound();
        delegateManager.claimRewards(PROVIDER);
        uint256 earned = MIN_STAKE + FUNDS_PER_ROUND / 2;
        assertEq(delegated(DELEGATOR, PROVIDER), earned, "delegated");
        vm.prank(DELEGATOR);
        delegateManager.requestUndelegateStake(PROVIDER, earned);
        vm.prank(PROVIDER);
        factory.deregister(CONTENT_NODE, endpointOf(PROVIDER));
        vm.roll(block.number + LOCKUP);
        vm.prank(DELEGATOR);
        delegateManager.undelegateStake();
        vm.prank(PROVIDER);
        factory.decreaseStake();
        assertEq(token.balanceOf(DELEGATOR), earned, "paid to the delegator");
        assertEq(token.balanceOf(PROVIDER), earned, "paid to the provider");
        assertEq(staking.totalStaked(), 0, "left in staking");
    }

    function adminOf(address proxy) private view returns (address) {
        return AudiusAdminUpgradeabilityProxy(payable(proxy)).getAudiusProxyAdminAddress();
    }
}
