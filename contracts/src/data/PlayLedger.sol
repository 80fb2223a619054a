// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @title PlayLedger
/// @notice Listens, recorded in batches by accounts that the owner allows, so that play counts and trending can be
/// recomputed by anyone from the chain alone.
/// @dev A play is one word, from the high end: 64 zero bits, user id (64 bits, 0 = anonymous), track id (64 bits, not 0),
/// time of the listen in unix seconds (64 bits). Runs behind a proxy: append storage only.
contract PlayLedger {
    /// @notice The most plays one batch may carry.
    uint256 public constant MAX_BATCH_SIZE = 500;

    bool private initialized;

    /// @notice The account that allows recorders.
    address public owner;

    /// @notice Whether an account may record plays.
    mapping(address recorder => bool allowed) public isRecorder;

    /// @notice Whether a recorder has already recorded a batch: a batch that is sent again is refused, never counted twice.
    mapping(address recorder => mapping(bytes32 batchId => bool recorded)) public recordedBatches;

    /// @notice The owner changed.
    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);

    /// @notice An account was allowed to record plays, or no longer is.
    event RecorderSet(address indexed recorder, bool allowed);

    /// @notice A batch of plays, each in the packed form described at the contract.
    event PlaysRecorded(address indexed recorder, bytes32 indexed batchId, uint256[] plays);

    modifier onlyOwner() {
        require(msg.sender == owner, "PlayLedger: caller is not the owner");
        _;
    }

    /// @notice Sets the first owner, once.
    /// @param initialOwner the account that allows recorders; not zero
    function initialize(address initialOwner) external {
        require(!initialized, "PlayLedger: already initialized");
        initialized = true;
        setOwner(initialOwner);
    }

    /// @notice Hands the contract to another owner; the owner only.
    /// @param newOwner the next owner; not zero
    function transferOwnership(address newOwner) external onlyOwner {
        setOwner(newOwner);
    }

    /// @notice Allows an account to record plays, or stops it; the owner only.
    /// @param recorder the account; not zero
    /// @param allowed whether it may record from now on
    function setRecorder(address recorder, bool allowed) external onlyOwner {
        require(recorder != address(0), "PlayLedger: recorder is the zero address");
        isRecorder[recorder] = allowed;
        emit RecorderSet(recorder, allowed);
    }

    /// @notice Records one batch of plays; allowed recorders only.
    /// @param batchId chosen by the recorder; each is taken once per recorder
    /// @param plays 1 to 500 plays in packed form
    function recordPlays(bytes32 batchId, uint256[] calldata plays) external {
        require(isRecorder[msg.sender], "PlayLedger: caller is not a recorder");
        require(plays.length > 0, "PlayLedger: batch is empty");
        require(plays.length <= MAX_BATCH_SIZE, "PlayLedger: batch is too large");
        require(!recordedBatches[msg.sender][batchId], "PlayLedger: batch already recorded");
        recordedBatches[msg.sender][batchId] = true;
        for (uint256 i = 0; i < plays.length; i++) {
            require(plays[i] >> 192 == 0, "PlayLedger: play has bits above the user id");
            require(uint64(plays[i] >> 64) != 0, "PlayLedger: play without a track");
        }
        emit PlaysRecorded(msg.sender, batchId, plays);
    }

    function setOwner(address newOwner) private {
        require(newOwner != address(0), "PlayLedger: owner is the zero address");
        emit OwnershipTransferred(owner, newOwner);
        owner = newOwner;
    }
}
