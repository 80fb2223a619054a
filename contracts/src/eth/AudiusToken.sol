// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {Initializable} from "./Initializable.sol";
import {Roles} from "./Roles.sol";
import {SignedRequests} from "./SignedRequests.sol";

/// @title AudiusToken
/// @notice The ERC-20 token AUDIO, which is staked and paid as reward. Amounts are in wei of AUDIO (10^-18 AUDIO).
/// @dev Mintable, burnable, pausable, with EIP-2612 permits. Revert texts are those of Audius's token, hence no library.
/// Runs behind a proxy: append storage only.
contract AudiusToken is Initializable, SignedRequests {
    using Roles for Roles.Role;

    /// @notice Name of the token, and of its EIP-712 domain.
    string public constant name = "Audius";

    /// @notice Ticker symbol of the token.
    string public constant symbol = "AUDIO";

    /// @notice Decimal places of the amounts.
    uint8 public constant decimals = 18;

    /// @notice EIP-712 type hash of a permit.
    bytes32 public constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");

    uint256 private constant INITIAL_SUPPLY = 1_000_000_000e18;

    /// @notice Sum of all balances, in wei of AUDIO.
    uint256 public totalSupply;

    /// @notice What an account holds, in wei of AUDIO.
    mapping(address account => uint256) public balanceOf;

    /// @notice What `spender` may still take from `owner`, in wei of AUDIO.
    mapping(address owner => mapping(address spender => uint256)) public allowance;

    /// @notice How many permits of an account were taken; the next one must carry this number.
    mapping(address => uint256) public nonces;

    /// @notice Whether transfers and approvals are stopped.
    bool public paused;

    Roles.Role private minters;
    Roles.Role private pausers;

    /// @notice Tokens moved; from the zero address when minted, to it when burned.
    event Transfer(address indexed from, address indexed to, uint256 value);

    /// @notice The allowance of `spender` is now `value`.
    event Approval(address indexed owner, address indexed spender, uint256 value);

    /// @notice The account may mint.
    event MinterAdded(address indexed account);

    /// @notice The account gave up minting.
    event MinterRemoved(address indexed account);

    /// @notice The account may pause and unpause.
    event PauserAdded(address indexed account);

    /// @notice The account gave up pausing.
    event PauserRemoved(address indexed account);

    /// @notice The pauser stopped transfers and approvals.
    event Paused(address account);

    /// @notice The pauser let transfers and approvals go on.
    event Unpaused(address account);

    modifier onlyMinter() {
        require(minters.has(msg.sender), "MinterRole: caller does not have the Minter role");
        _;
    }

    modifier onlyPauser() {
        require(pausers.has(msg.sender), "PauserRole: caller does not have the Pauser role");
        _;
    }

    modifier whenNotPaused() {
        require(!paused, "Pausable: paused");
        _;
    }

    /// @notice Mints the initial supply of 1,000,000,000 AUDIO and fixes the EIP-712 domain, once.
    /// @param _owner receives the initial supply; not zero
    /// @param governance the only minter and only pauser at first; not zero
    function initialize(address _owner, address governance) external initializer {
        fixDomain(name);
        mintTo(_owner, INITIAL_SUPPLY);
        grantPauser(governance);
        grantMinter(governance);
    }

    /// @notice Sends own tokens; reverts while paused, to the zero address, or above the balance.
    /// @param to the receiver
    /// @param value in wei of AUDIO
    /// @return true
    function transfer(address to, uint256 value) external whenNotPaused returns (bool) {
        move(msg.sender, to, value);
        return true;
    }

    /// @notice Sends another account's tokens out of the caller's allowance, which shrinks by as much, an infinite one too;
    /// reverts while paused, from or to the zero address, above the balance, or above the allowance.
    /// @param from the account whose tokens move
    /// @param to the receiver
    /// @param value in wei of AUDIO
    /// @return true
    function transferFrom(address from, address to, uint256 value) external whenNotPaused returns (bool) {
        move(from, to, value);
        spendAllowance(from, value, "ERC20: transfer amount exceeds allowance");
        return true;
    }

    /// @notice Sets the allowance of a spender; reverts while paused, or for the zero address.
    /// @param spender who may take the caller's tokens
    /// @param value the new allowance, in wei of AUDIO
    /// @return true
    function approve(address spender, uint256 value) external whenNotPaused returns (bool) {
        setAllowance(msg.sender, spender, value);
        return true;
    }

    /// @notice Raises the allowance of a spender; reverts while paused, or for the zero address.
    /// @param spender who may take the caller's tokens
    /// @param addedValue in wei of AUDIO
    /// @return true
    function increaseAllowance(address spender, uint256 addedValue) external whenNotPaused returns (bool) {
        setAllowance(msg.sender, spender, allowance[msg.sender][spender] + addedValue);
        return true;
    }

    /// @notice Lowers the allowance of a spender; reverts while paused, for the zero address, or below zero.
    /// @param spender who may take the caller's tokens
    /// @param subtractedValue in wei of AUDIO
    /// @return true
    function decreaseAllowance(address spender, uint256 subtractedValue) external whenNotPaused returns (bool) {
        uint256 current = allowance[msg.sender][spender];
        require(subtractedValue <= current, "ERC20: decreased allowance below zero");
        setAllowance(msg.sender, spender, current - subtractedValue);
        return true;
    }

    /// @notice Sets an allowance by the owner's EIP-2612 signature, also while paused; anyone may submit it, once. Reverts
    /// after the deadline, for a signature of anyone but the owner, or for the zero address as spender.
    /// @param owner who signed
    /// @param spender who may take the owner's tokens
    /// @param value the new allowance, in wei of AUDIO
    /// @param deadline last unix time, in seconds, at which the permit is taken
    /// @param v recovery id of the signature, 27 or 28
    /// @param r first word of the signature
    /// @param s second word of the signature
    function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external
    {
        require(deadline >= block.timestamp, "AudiusToken: Deadline has expired");
        bytes32 structHash = keccak256(abi.encode(PERMIT_TYPEHASH, owner, spender, value, nonces[owner]++, deadline));
        require(isSignedBy(owner, structHash, v, r, s), "AudiusToken: Invalid signature");
        setAllowance(owner, spender, value);
    }

    /// @notice Creates tokens; minters only.
    /// @param account the receiver; not zero
    /// @param amount in wei of AUDIO
    /// @return true
    function mint(address account, uint256 amount) external onlyMinter returns (bool) {
        mintTo(account, amount);
        return true;
    }

    /// @notice Destroys own tokens; reverts above the balance.
    /// @param amount in wei of AUDIO
    function burn(uint256 amount) external {
        burnOf(msg.sender, amount);
    }

    /// @notice Destroys another account's tokens out of the caller's allowance; reverts above the balance or the allowance.
    /// @param account the account whose tokens are destroyed; not zero
    /// @param amount in wei of AUDIO
    function burnFrom(address account, uint256 amount) external {
        burnOf(account, amount);
        spendAllowance(account, amount, "ERC20: burn amount exceeds allowance");
    }

    /// @notice Stops transfers and approvals; pausers only, reverts when stopped already.
    function pause() external onlyPauser whenNotPaused {
        paused = true;
        emit Paused(msg.sender);
    }

    /// @notice Lets transfers and approvals go on; pausers only, reverts when not stopped.
    function unpause() external onlyPauser {
        require(paused, "Pausable: not paused");
        paused = false;
        emit Unpaused(msg.sender);
    }

    /// @notice Makes an account a minter; minters only, reverts for one that is, or for the zero address.
    /// @param account the new minter
    function addMinter(address account) external onlyMinter {
        grantMinter(account);
    }

    /// @notice Gives up the caller's minter role; reverts when the caller has none.
    function renounceMinter() external {
        minters.remove(msg.sender);
        emit MinterRemoved(msg.sender);
    }

    /// @notice Makes an account a pauser; pausers only, reverts for one that is, or for the zero address.
    /// @param account the new pauser
    function addPauser(address account) external onlyPauser {
        grantPauser(account);
    }

    /// @notice Gives up the caller's pauser role; reverts when the caller has none.
    function renouncePauser() external {
        pausers.remove(msg.sender);
        emit PauserRemoved(msg.sender);
    }

    /// @notice Whether an account may mint; reverts for the zero address.
    /// @param account the account asked for
    function isMinter(address account) external view returns (bool) {
        return minters.has(account);
    }

    /// @notice Whether an account may pause; reverts for the zero address.
    /// @param account the account asked for
    function isPauser(address account) external view returns (bool) {
        return pausers.has(account);
    }

    function grantMinter(address account) private {
        minters.add(account);
        emit MinterAdded(account);
    }

    function grantPauser(address account) private {
        pausers.add(account);
        emit PauserAdded(account);
    }

    function move(address from, address to, uint256 value) private {
        require(from != address(0), "ERC20: transfer from the zero address");
        require(to != address(0), "ERC20: transfer to the zero address");
        require(value <= balanceOf[from], "ERC20: transfer amount exceeds balance");
        balanceOf[from] -= value;
        balanceOf[to] += value;
        emit Transfer(from, to, value);
    }

    function mintTo(address account, uint256 amount) private {
        require(account != address(0), "ERC20: mint to the zero address");
        totalSupply += amount;
        balanceOf[account] += amount;
        emit Transfer(address(0), account, amount);
    }

    function burnOf(address account, uint256 amount) private {
        require(account != address(0), "ERC20: burn from the zero address");
        require(amount <= balanceOf[account], "ERC20: burn amount exceeds balance");
        balanceOf[account] -= amount;
        totalSupply -= amount;
        emit Transfer(account, address(0), amount);
    }

    function spendAllowance(address owner, uint256 value, string memory textIfExceeded) private {
        uint256 current = allowance[owner][msg.sender];
        require(value <= current, textIfExceeded);
        setAllowance(owner, msg.sender, current - value);
    }

    function setAllowance(address owner, address spender, uint256 value) private {
        require(owner != address(0), "ERC20: approve from the zero address");
        require(spender != address(0), "ERC20: approve to the zero address");
        allowance[owner][spender] = value;
        emit Approval(owner, spender, value);
    }
}
