// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {GovernanceV2} from "../../src/eth/GovernanceV2.sol";
import {TrustedNotifierManager} from "../../src/eth/TrustedNotifierManager.sol";
import {EthKit} from "./EthKit.sol";

contract TrustedNotifierManagerTest is EthKit {
    string private constant WALLET_TAKEN = "TrustedNotifierManager: Wallet must be unique and non-zero.";
    string private constant ENDPOINT_TAKEN = "TrustedNotifierManager: Endpoint must be unique and non-empty.";
    string private constant EMAIL_TAKEN = "TrustedNotifierManager: Email must be unique and non-empty.";
    address private constant FIRST = address(0xF1);
    address private constant SECOND = address(0xF2);

    address private governance;
    TrustedNotifierManager private manager;

    function setUp() public {
        governance = address(new GovernanceV2());
        manager = TrustedNotifierManager(
            behindProxy(address(new TrustedNotifierManager()), governance, initialization(governance))
        );
    }

    function test_initializeRegistersTheFirstNotifier() public view {
        assertEq(manager.getLatestNotifierID(), 1, "latest id");
        assertEq(manager.getGovernanceAddress(), governance, "governance");
        assertNotifier(1, FIRST, "https://one.example", "one@example.com");
    }

    function test_initializeChecksNothingOfTheFirstNotifier() public {
        TrustedNotifierManager bare = new TrustedNotifierManager();
        bare.initialize(governance, address(0), "", "");
        assertEq(bare.getLatestNotifierID(), 1, "latest id");
        vm.prank(governance);
        assertEq(bare.registerNotifier(SECOND, "https://two.example", "two@example.com"), 2, "next id");
    }

    function test_initializesOnce() public {
        assertInitializedOnce(address(manager), initialization(governance));
        vm.prank(governance);
        assertInitializedOnce(address(manager), initialization(governance));
    }

    function testFuzz_initializeRefusesWhatIsNotGovernance(address candidate) public {
        vm.assume(candidate != governance);
        assertReverts(
            address(new TrustedNotifierManager()),
            initialization(candidate),
            "TrustedNotifierManager: _governanceAddress is not a valid governance contract"
        );
    }

    function test_beforeInitialization() public {
        TrustedNotifierManager bare = new TrustedNotifierManager();
        assertUninitialized(address(bare), abi.encodeCall(bare.registerNotifier, (SECOND, "", "")));
        assertUninitialized(address(bare), abi.encodeCall(bare.deregisterNotifier, (SECOND)));
        assertUninitialized(address(bare), abi.encodeCall(bare.setGovernanceAddress, (governance)));
        assertUninitialized(address(bare), abi.encodeCall(bare.getGovernanceAddress, ()));
        assertEq(bare.getLatestNotifierID(), 0, "latest id");
        (address wallet,,) = bare.getNotifierForID(1);
        assertEq(wallet, address(0), "no notifier");
    }

    function testFuzz_registerNotifier(address wallet, string memory endpoint, string memory email) public {
        vm.assume(wallet != address(0) && wallet != FIRST);
        endpoint = string.concat("other ", endpoint);
        email = string.concat("other ", email);
        vm.recordLogs();
        vm.prank(governance);
        assertEq(manager.registerNotifier(wallet, endpoint, email), 2, "id");
        assertEq(vm.getRecordedLogs().length, 0, "logs");
        assertEq(manager.getLatestNotifierID(), 2, "latest id");
        assertNotifier(2, wallet, endpoint, email);
        assertNotifier(1, FIRST, "https://one.example", "one@example.com");
    }

    function testFuzz_onlyGovernanceRegisters(address caller) public {
        vm.assume(caller != governance);
        vm.prank(caller);
        expectRevertText("TrustedNotifierManager: Only callable by Governance contract.");
        manager.registerNotifier(SECOND, "https://two.example", "two@example.com");
        vm.prank(caller);
        expectRevertText("TrustedNotifierManager: Only callable by Governance contract");
        manager.setGovernanceAddress(governance);
    }

    function test_walletEndpointAndEmailAreUniqueAndGiven() public {
        assertRefused(address(0), "", "", WALLET_TAKEN);
        assertRefused(FIRST, "", "", WALLET_TAKEN);
        assertRefused(SECOND, "", "", ENDPOINT_TAKEN);
        assertRefused(SECOND, "https://one.example", "", ENDPOINT_TAKEN);
        assertRefused(SECOND, "https://two.example", "", EMAIL_TAKEN);
        assertRefused(SECOND, "https://two.example", "one@example.com", EMAIL_TAKEN);
    }

    function test_deregisterNotifierFreesItsValues() public {
        vm.prank(FIRST);
        assertEq(manager.deregisterNotifier(FIRST), 1, "id");
        assertEq(manager.getLatestNotifierID(), 1, "latest id");
        assertAbsent();
        vm.prank(governance);
        assertEq(manager.registerNotifier(FIRST, "https://one.example", "one@example.com"), 2, "next id");
        assertNotifier(2, FIRST, "https://one.example", "one@example.com");
    }

    function test_governanceDeregistersAnyone() public {
        vm.prank(governance);
        assertEq(manager.deregisterNotifier(FIRST), 1, "id");
        assertAbsent();
    }

    function testFuzz_deregisteringAnUnknownWalletChangesNothing(address wallet) public {
        vm.assume(wallet != FIRST);
        vm.prank(governance);
        assertEq(manager.deregisterNotifier(wallet), 0, "as governance");
        vm.prank(wallet);
        assertEq(manager.deregisterNotifier(wallet), 0, "as that wallet");
        assertNotifier(1, FIRST, "https://one.example", "one@example.com");
    }

    function test_deregisteringAnUnknownWalletLeavesAFirstNotifierWithoutValues() public {
        TrustedNotifierManager bare = new TrustedNotifierManager();
        bare.initialize(governance, FIRST, "", "");
        vm.prank(SECOND);
        assertEq(bare.deregisterNotifier(SECOND), 0, "nobody");
        (uint256 id,,) = bare.getNotifierForEndpoint("");
        assertEq(id, 1, "by endpoint");
        (id,,) = bare.getNotifierForEmail("");
        assertEq(id, 1, "by email");
    }

    function testFuzz_othersDoNotDeregister(address caller) public {
        vm.assume(caller != governance && caller != FIRST);
        vm.prank(caller);
        expectRevertText("TrustedNotifierManager: Only callable by Governance contract or _wallet.");
        manager.deregisterNotifier(FIRST);
    }

    function test_setGovernanceAddress() public {
        address next = address(new GovernanceV2());
        vm.prank(governance);
        expectRevertText("TrustedNotifierManager: _governanceAddress is not a valid governance contract");
        manager.setGovernanceAddress(address(this));
        vm.prank(governance);
        manager.setGovernanceAddress(next);
        assertEq(manager.getGovernanceAddress(), next, "governance");
        vm.prank(governance);
        expectRevertText("TrustedNotifierManager: Only callable by Governance contract.");
        manager.registerNotifier(SECOND, "https://two.example", "two@example.com");
    }

    function assertRefused(address wallet, string memory endpoint, string memory email, string memory text) private {
        vm.prank(governance);
        expectRevertText(text);
        manager.registerNotifier(wallet, endpoint, email);
    }

    function assertNotifier(uint256 id, address wallet, string memory endpoint, string memory email) private view {
        bytes memory expected = abi.encode(id, wallet, endpoint, email);
        (address foundWallet, string memory foundEndpoint, string memory foundEmail) = manager.getNotifierForID(id);
        assertEq(abi.encode(id, foundWallet, foundEndpoint, foundEmail), expected, "getNotifierForID");
        uint256 foundId;
        (foundId, foundEndpoint, foundEmail) = manager.getNotifierForWallet(wallet);
        assertEq(abi.encode(foundId, wallet, foundEndpoint, foundEmail), expected, "getNotifierForWallet");
        (foundId, foundWallet, foundEmail) = manager.getNotifierForEndpoint(endpoint);
        assertEq(abi.encode(foundId, foundWallet, endpoint, foundEmail), expected, "getNotifierForEndpoint");
        (foundId, foundWallet, foundEndpoint) = manager.getNotifierForEmail(email);
        assertEq(abi.encode(foundId, foundWallet, foundEndpoint, email), expected, "getNotifierForEmail");
    }

    /// @dev The first notifier is found by none of its values.
    function assertAbsent() private view {
        (address wallet, string memory endpoint, string memory email) = manager.getNotifierForID(1);
        assertEq(abi.encode(wallet, endpoint, email), abi.encode(address(0), "", ""), "getNotifierForID");
        uint256 id;
        (id, endpoint, email) = manager.getNotifierForWallet(FIRST);
        assertEq(abi.encode(id, endpoint, email), abi.encode(0, "", ""), "getNotifierForWallet");
        (id, wallet, email) = manager.getNotifierForEndpoint("https://one.example");
        assertEq(abi.encode(id, wallet, email), abi.encode(0, address(0), ""), "getNotifierForEndpoint");
        (id, wallet, endpoint) = manager.getNotifierForEmail("one@example.com");
        assertEq(abi.encode(id, wallet, endpoint), abi.encode(0, address(0), ""), "getNotifierForEmail");
    }

    function initialization(address governance_) private pure returns (bytes memory) {
        return abi.encodeCall(
            TrustedNotifierManager.initialize, (governance_, FIRST, "https://one.example", "one@example.com")
        );
    }
}
