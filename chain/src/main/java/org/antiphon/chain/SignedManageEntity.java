package org.antiphon.chain;

/**
 * A request and its author's signature, as they travel in the calldata of {@code manageEntity}.
 *
 * @param request what is asked
 * @param signature as sent, unchecked; {@link ManageEntityRequest#recoverSigner} judges it
 */
@SuppressWarnings("ArrayRecordComponent")
public record SignedManageEntity(ManageEntityRequest request, byte[] signature) {

    /** The address that signed the request for this domain; {@link IllegalArgumentException} when nobody did. */
    public String recoverSigner(Eip712Domain domain) {
        return request.recoverSigner(signature, domain);
    }
}
