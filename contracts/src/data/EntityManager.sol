// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @title EntityManager
/// @notice The one write path of the data layer: every change of a user, track, playlist, ... is one event of this
/// contract, signed by its author and submitted by anyone (a relayer pays the gas).
/// @dev The contract recovers the signer and emits it; who may do what is decided by the indexers. ABI, EIP-712 domain
/// and revert texts are those of Audius's EntityManager, so that its clients work unchanged. Runs behind a proxy:
/// append storage only.
contract EntityManager {
    bytes32 private constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");

    /// @dev Clients sign the alias `uint`, not `uint256`, so the type hash is of exactly this text.
    bytes32 private constant MANAGE_ENTITY_TYPEHASH = keccak256(
        "ManageEntity(uint userId,string entityType,uint entityId,string action,string metadata,bytes32 nonce)"
    );

    /// @dev Half of the order of secp256k1: a signature with a larger `s` is the malleable twin of a valid one.
    uint256 private constant MAX_S = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

    bool private initialized;
    address private verifier;
    bytes32 private domainSeparator;

    /// @notice Whether a signed request was already taken.
    /// @dev Key: keccak256(abi.encode(digest, signer)).
    mapping(bytes32 => bool) public usedSignatures;

    /// @notice A signed change of one entity. `_metadata` stands before `_action`.
    event ManageEntity(
        uint256 _userId, address _signer, string _entityType, uint256 _entityId, string _metadata, string _action
    );

    /// @notice The verifier granted or withdrew the verified mark of a user.
    event ManageIsVerified(uint256 _userId, bool _isVerified);

    /// @notice Sets the verifier and fixes the EIP-712 domain, once.
    /// @param _verifierAddress the only account that may call `manageIsVerified`; not zero
    /// @param _chainId chain id of the EIP-712 domain (need not be that of the chain the contract runs on)
    function initialize(address _verifierAddress, uint256 _chainId) external {
        require(!initialized, "Contract instance has already been initialized");
        require(_verifierAddress != address(0), "Must provide verifier address");
        initialized = true;
        verifier = _verifierAddress;
        domainSeparator = keccak256(
            abi.encode(DOMAIN_TYPEHASH, keccak256("Entity Manager"), keccak256("1"), _chainId, address(this))
        );
    }

    /// @notice Takes one signed request and emits it together with its signer.
    /// @param _userId the user on whose behalf the signer acts
    /// @param _entityType kind of the entity, for example `Track`; free text to this contract
    /// @param _entityId id of the entity within its kind
    /// @param _action what happens to it, for example `Create`; free text to this contract
    /// @param _metadata action-specific data, normally JSON
    /// @param _nonce 32 random bytes that make the request unique
    /// @param _subjectSig EIP-712 signature r ‖ s ‖ v (65 bytes, v 27 or 28)
    function manageEntity(
        uint256 _userId,
        string calldata _entityType,
        uint256 _entityId,
        string calldata _action,
        string calldata _metadata,
        bytes32 _nonce,
        bytes calldata _subjectSig
    ) external {
        address signer = takeSignature(
            keccak256(
                abi.encode(
                    MANAGE_ENTITY_TYPEHASH,
                    _userId,
                    keccak256(bytes(_entityType)),
                    _entityId,
                    keccak256(bytes(_action)),
                    keccak256(bytes(_metadata)),
                    _nonce
                )
            ),
            _subjectSig
        );
        emit ManageEntity(_userId, signer, _entityType, _entityId, _metadata, _action);
    }

    /// @notice Grants or withdraws the verified mark of a user; the verifier only.
    /// @param _userId the user
    /// @param _isVerified whether the user is verified from now on
    function manageIsVerified(uint256 _userId, bool _isVerified) external {
        require(msg.sender == verifier, "Invalid verifier");
        emit ManageIsVerified(_userId, _isVerified);
    }

    function takeSignature(bytes32 structHash, bytes calldata signature) private returns (address signer) {
        bytes32 digest = keccak256(abi.encodePacked("\x19\x01", domainSeparator, structHash));
        signer = recover(digest, signature);
        require(signer != address(0), "Signer cannot be contract creation address");
        bytes32 requestKey = keccak256(abi.encode(digest, signer));
        require(!usedSignatures[requestKey], "Signature not unique");
        usedSignatures[requestKey] = true;
    }

    /// @dev Zero for whatever is not a canonical signature.
    function recover(bytes32 digest, bytes calldata signature) private pure returns (address) {
        if (signature.length != 65) return address(0);
        uint8 v = uint8(signature[64]);
        bytes32 s = bytes32(signature[32:64]);
        if ((v != 27 && v != 28) || uint256(s) > MAX_S) return address(0);
        return ecrecover(digest, v, bytes32(signature[0:32]), s);
    }
}
