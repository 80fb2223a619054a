// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {ClaimsManager} from "../../src/eth/ClaimsManager.sol";
import {DelegateManagerV2} from "../../src/eth/DelegateManagerV2.sol";
import {ServiceProviderFactory} from "../../src/eth/ServiceProviderFactory.sol";
import {TestKit} from "../TestKit.sol";
import {EthSide} from "./EthSide.sol";

/// @dev A random life of three service providers and three others, all of whom may delegate. Moves that the contracts
/// refuse change nothing; the books of the moves that succeed are kept here.
contract StakingLife is EthSide {
    uint256 private constant ACTORS = 6;
    uint256 private constant PROVIDERS = 3;
    uint256 private constant SAVINGS = 5_000_000e18;
    uint256 private constant COMMUNITY_FUNDS = 1_000e18;
    uint256 private constant MAX_DELEGATORS = 4;
    address private constant POOL = address(0x9001);
    address private constant ARBITRATION = address(0xA4B1);

    mapping(address actor => int256) private gains;
    uint256 private minted;
    uint256 private burnt;
    uint256 private rounds;

    constructor() {
        govern(CLAIMS, "updateCommunityPoolAddress(address)", abi.encode(POOL));
        govern(CLAIMS, "updateRecurringCommunityFundingAmount(uint256)", abi.encode(COMMUNITY_FUNDS));
        govern(DELEGATE_MANAGER, "updateMaxDelegators(uint256)", abi.encode(MAX_DELEGATORS));
        link(DELEGATE_MANAGER, "setArbitrationAddress(address)", ARBITRATION);
        for (uint256 i = 0; i < ACTORS; i++) {
            fund(actor(i), SAVINGS);
        }
        for (uint256 i = 0; i < PROVIDERS; i++) {
            register(i, 0, 1);
            for (uint256 from = 0; from < MAX_DELEGATORS; from++) {
                delegateStake(from + i, i, (from + i) * 50_000e18);
            }
        }
    }

    function register(uint256 who, uint256 which, uint256 amount) public {
        bytes32 serviceType = which % 2 == 0 ? CONTENT_NODE : DISCOVERY_NODE;
        amount = amount % 3 == 0 ? 0 : MIN_STAKE + amount % (2 * MIN_STAKE);
        attempt(
            provider(who),
            address(factory),
            abi.encodeCall(
                ServiceProviderFactory.register, (serviceType, endpoint(provider(who), which), amount, address(1))
            )
        );
    }

    function deregister(uint256 who, uint256 which) public {
        bytes32 serviceType = which % 2 == 0 ? CONTENT_NODE : DISCOVERY_NODE;
        attempt(
            provider(who),
            address(factory),
            abi.encodeCall(ServiceProviderFactory.deregister, (serviceType, endpoint(provider(who), which)))
        );
    }

    function increaseStake(uint256 who, uint256 amount) external {
        attempt(
            provider(who), address(factory), abi.encodeCall(ServiceProviderFactory.increaseStake, (amount % MIN_STAKE))
        );
    }

    function requestDecreaseStake(uint256 who, uint256 amount) external {
        amount = amount % (deployerStake(provider(who)) + 1);
        attempt(provider(who), address(factory), abi.encodeCall(ServiceProviderFactory.requestDecreaseStake, (amount)));
    }

    function cancelDecreaseStake(uint256 who) external {
        attempt(
            provider(who),
            address(factory),
            abi.encodeCall(ServiceProviderFactory.cancelDecreaseStakeRequest, (provider(who)))
        );
    }

    function decreaseStake(uint256 who) external {
        (, uint256 expiryBlock) = factory.getPendingDecreaseStakeRequest(provider(who));
        waitUntil(expiryBlock);
        attempt(provider(who), address(factory), abi.encodeCall(ServiceProviderFactory.decreaseStake, ()));
    }

    function changeCut(uint256 who, uint256 cut) external {
        vm.roll(block.number + DEPLOYER_CUT_LOCKUP);
        attempt(
            provider(who), address(factory), abi.encodeCall(ServiceProviderFactory.updateDeployerCut, (provider(who)))
        );
        attempt(
            provider(who),
            address(factory),
            abi.encodeCall(ServiceProviderFactory.requestUpdateDeployerCut, (provider(who), cut % 101))
        );
    }

    function delegateStake(uint256 from, uint256 to, uint256 amount) public {
        amount = 100e18 + amount % 300_000e18;
        attempt(
            actor(from),
            address(delegateManager),
            abi.encodeCall(DelegateManagerV2.delegateStake, (provider(to), amount))
        );
    }

    function requestUndelegateStake(uint256 from, uint256 to, uint256 amount) external {
        uint256 most = delegated(actor(from), provider(to));
        amount = amount % 3 == 0 ? most : amount % (most + 1);
        attempt(
            actor(from),
            address(delegateManager),
            abi.encodeCall(DelegateManagerV2.requestUndelegateStake, (provider(to), amount))
        );
    }

    function cancelUndelegateStake(uint256 from) external {
        attempt(
            actor(from), address(delegateManager), abi.encodeCall(DelegateManagerV2.cancelUndelegateStakeRequest, ())
        );
    }

    function undelegateStake(uint256 from) external {
        uint256 expiryBlock = 0;
        for (uint256 i = 0; i < ACTORS && expiryBlock == 0; i++) {
            from = (from % ACTORS) + 1;
            (,, expiryBlock) = delegateManager.getPendingUndelegateRequest(actor(from));
        }
        waitUntil(expiryBlock);
        attempt(actor(from), address(delegateManager), abi.encodeCall(DelegateManagerV2.undelegateStake, ()));
    }

    function requestRemoveDelegator(uint256 from, uint256 to) external {
        attempt(
            provider(to),
            address(delegateManager),
            abi.encodeCall(DelegateManagerV2.requestRemoveDelegator, (provider(to), actor(from)))
        );
    }

    function removeDelegator(uint256 from, uint256 to) external {
        uint256 expiryBlock = 0;
        for (uint256 i = 0; i < ACTORS && expiryBlock == 0; i++) {
            from = (from % ACTORS) + 1;
            expiryBlock = delegateManager.getPendingRemoveDelegatorRequest(provider(to), actor(from));
        }
        waitUntil(expiryBlock);
        attempt(
            provider(to),
            address(delegateManager),
            abi.encodeCall(DelegateManagerV2.removeDelegator, (provider(to), actor(from)))
        );
    }

    function wait(uint256 blocks) external {
        vm.roll(block.number + blocks % 10_000);
    }

    function waitForALockup() external {
        vm.roll(block.number + LOCKUP);
    }

    function initiateRound() public {
        if (!attempt(GUARDIAN, address(claims), abi.encodeCall(ClaimsManager.initiateRound, ()))) return;
        rounds++;
    }

    function claimRewards(uint256 who) public {
        int256[ACTORS] memory before = positions();
        uint256 supply = token.totalSupply();
        bytes memory call = abi.encodeCall(DelegateManagerV2.claimRewards, (provider(who)));
        if (!attempt(GUARDIAN, address(delegateManager), call)) return;
        uint256 reward = token.totalSupply() - supply;
        minted += reward;
        int256[ACTORS] memory afterwards = positions();
        int256 shared = 0;
        for (uint256 i = 0; i < ACTORS; i++) {
            int256 gain = afterwards[i] - before[i];
            require(gain >= 0, "nobody loses by a claim");
            gains[actor(i)] += gain;
            shared += gain;
        }
        require(shared == int256(reward), "a reward is shared as a whole");
    }

    function slash(uint256 who, uint256 amount, bool byArbitration) external {
        vm.roll(block.number + 1);
        int256[ACTORS] memory before = positions();
        uint256 total = staking.totalStakedFor(provider(who));
        if (total == 0) return;
        amount = amount % 10 == 0 ? total : amount % (total / 4 + 1);
        bytes memory call = abi.encodeCall(DelegateManagerV2.slash, (amount, provider(who)));
        if (!attempt(byArbitration ? ARBITRATION : address(governance), address(delegateManager), call)) return;
        burnt += amount;
        int256[ACTORS] memory afterwards = positions();
        int256 lost = 0;
        for (uint256 i = 0; i < ACTORS; i++) {
            int256 gain = afterwards[i] - before[i];
            require(gain <= int256(actor(i) == provider(who) ? MAX_DELEGATORS : 0), "only dust is gained by a slash");
            gains[actor(i)] += gain;
            lost -= gain;
        }
        require(lost == int256(amount), "a slash is borne as a whole");
    }

    /// @dev Whatever happened before, everybody can withdraw everything.
    function leaveAll() external {
        vm.roll(block.number + LOCKUP + 1);
        initiateRound();
        vm.roll(block.number + 1);
        for (uint256 i = 0; i < PROVIDERS; i++) {
            claimRewards(i);
        }
        for (uint256 i = 0; i < PROVIDERS; i++) {
            for (uint256 from = 0; from < ACTORS; from++) {
                leaveAsDelegator(actor(from), provider(i));
            }
            leaveAsProvider(i);
        }
        assertEq(staking.totalStaked(), 0, "somebody cannot leave");
        assertBooksBalance();
    }

    function leaveAsDelegator(address who, address serviceProvider) private {
        uint256 amount = delegated(who, serviceProvider);
        if (amount == 0) return;
        attempt(who, address(delegateManager), abi.encodeCall(DelegateManagerV2.cancelUndelegateStakeRequest, ()));
        vm.startPrank(who);
        delegateManager.requestUndelegateStake(serviceProvider, amount);
        vm.roll(block.number + LOCKUP);
        delegateManager.undelegateStake();
        vm.stopPrank();
    }

    /// @dev A service can leave only if the stake is within the bounds of those that stay, so it is first made the least
    /// for all services.
    function leaveAsProvider(uint256 who) private {
        address owner = provider(who);
        (uint256 stake,,,, uint256 least,) = factory.getServiceProviderDetails(owner);
        if (stake < least) {
            fund(owner, least - stake);
            gains[owner] += int256(least - stake);
            vm.prank(owner);
            factory.increaseStake(least - stake);
        } else if (stake > least) {
            withdrawOwnStake(owner, stake - least);
        }
        for (uint256 which = 0; which < 4; which++) {
            deregister(who, which);
        }
        if (least == 0) return;
        vm.roll(block.number + LOCKUP);
        vm.prank(owner);
        factory.decreaseStake();
    }

    function withdrawOwnStake(address owner, uint256 amount) private {
        vm.startPrank(owner);
        factory.requestDecreaseStake(amount);
        vm.roll(block.number + LOCKUP);
        factory.decreaseStake();
        vm.stopPrank();
    }

    function assertBooksBalance() public view {
        assertStakingHoldsEveryStake();
        for (uint256 i = 0; i < PROVIDERS; i++) {
            assertDelegationsAddUp(provider(i));
        }
        for (uint256 i = 0; i < ACTORS; i++) {
            assertOwnsWhatItPutInAndGained(actor(i));
        }
        assertEq(
            token.totalSupply(), 1_000_000_000e18 + minted + rounds * COMMUNITY_FUNDS - burnt, "supply of the token"
        );
        assertEq(token.balanceOf(POOL), rounds * COMMUNITY_FUNDS, "community funds");
        assertEq(token.balanceOf(address(claims)), 0, "the claims manager keeps nothing");
        require(claims.getTotalClaimedInRound() <= FUNDS_PER_ROUND, "more claimed than funded");
    }

    function assertStakingHoldsEveryStake() private view {
        uint256 sum = 0;
        for (uint256 i = 0; i < ACTORS; i++) {
            sum += staking.totalStakedFor(actor(i));
        }
        assertEq(staking.totalStaked(), sum, "sum of the stakes");
        assertEq(token.balanceOf(address(staking)), sum, "balance of staking");
    }

    function assertDelegationsAddUp(address serviceProvider) private view {
        uint256 total = delegateManager.getTotalDelegatedToServiceProvider(serviceProvider);
        address[] memory delegators = delegateManager.getDelegatorsList(serviceProvider);
        require(delegators.length <= MAX_DELEGATORS, "too many delegators");
        uint256 listed = 0;
        uint256 locked = 0;
        for (uint256 i = 0; i < delegators.length; i++) {
            listed += delegated(delegators[i], serviceProvider);
            for (uint256 j = 0; j < i; j++) {
                require(delegators[i] != delegators[j], "listed twice");
            }
        }
        for (uint256 i = 0; i < ACTORS; i++) {
            (address target, uint256 amount,) = delegateManager.getPendingUndelegateRequest(actor(i));
            if (target != serviceProvider) continue;
            require(amount <= delegated(actor(i), serviceProvider), "withdraws more than delegated");
            locked += amount;
        }
        assertEq(listed, total, "sum of the delegators' list");
        assertEq(delegateManager.getTotalLockedDelegationForServiceProvider(serviceProvider), locked, "locked");
        assertEq(
            staking.totalStakedFor(serviceProvider), deployerStake(serviceProvider) + total, "own and delegated stake"
        );
    }

    function assertOwnsWhatItPutInAndGained(address who) private view {
        uint256 sum = 0;
        for (uint256 i = 0; i < PROVIDERS; i++) {
            sum += delegated(who, provider(i));
        }
        assertEq(delegateManager.getTotalDelegatorStake(who), sum, "delegated in all");
        require(
            int256(token.balanceOf(who)) + position(who) == int256(SAVINGS) + gains[who],
            "an actor owns more or less than it put in and gained"
        );
    }

    function waitUntil(uint256 blockNumber) private {
        if (blockNumber > block.number) vm.roll(blockNumber);
    }

    function attempt(address caller, address target, bytes memory call) private returns (bool success) {
        vm.prank(caller);
        (success,) = target.call(call);
    }

    function positions() private view returns (int256[ACTORS] memory all) {
        for (uint256 i = 0; i < ACTORS; i++) {
            all[i] = position(actor(i));
        }
    }

    function position(address who) private view returns (int256) {
        return int256(deployerStake(who) + delegateManager.getTotalDelegatorStake(who));
    }

    function actor(uint256 number) private pure returns (address) {
        return address(uint160(0xAC00 + number % ACTORS));
    }

    function provider(uint256 number) private pure returns (address) {
        return actor(number % PROVIDERS);
    }

    function endpoint(address owner, uint256 which) private pure returns (string memory) {
        return string.concat(endpointOf(owner), which % 4 < 2 ? "/a" : "/b", which % 2 == 0 ? "/c" : "/d");
    }
}

contract StakingLifeInvariantTest is TestKit {
    /// @dev As forge reads it.
    struct FuzzSelector {
        address target;
        bytes4[] selectors;
    }

    StakingLife private life;

    function setUp() public {
        life = new StakingLife();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(life);
    }

    function excludeSelectors() public view returns (FuzzSelector[] memory excluded) {
        excluded = new FuzzSelector[](1);
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = StakingLife.leaveAll.selector;
        excluded[0] = FuzzSelector(address(life), selectors);
    }

    function invariant_theBooksBalance() public view {
        life.assertBooksBalance();
    }

    function afterInvariant() public {
        life.leaveAll();
    }
}
