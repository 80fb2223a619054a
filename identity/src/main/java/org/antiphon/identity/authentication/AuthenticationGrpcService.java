package org.antiphon.identity.authentication;

import org.antiphon.proto.common.v1.ErrorReason;
import org.antiphon.proto.identity.v1.GetAuthenticationRequest;
import org.antiphon.proto.identity.v1.GetAuthenticationResponse;
import org.antiphon.proto.identity.v1.ReactorAuthenticationServiceGrpc.AuthenticationServiceImplBase;
import org.antiphon.proto.identity.v1.StoreAuthenticationRequest;
import org.antiphon.proto.identity.v1.StoreAuthenticationResponse;
import org.antiphon.server.ApiException;
import reactor.core.publisher.Mono;

/** Speaks {@code AuthenticationService} for {@link Authentications}. */
public final class AuthenticationGrpcService extends AuthenticationServiceImplBase {
    private final Authentications authentications;

    /** The service over these accounts. */
    public AuthenticationGrpcService(Authentications authentications) {
        this.authentications = authentications;
    }

    @Override
    public Mono<StoreAuthenticationResponse> storeAuthentication(StoreAuthenticationRequest request) {
        var wallet = wallet(request);
        var stored = request.getOldLookupKey().isEmpty()
                ? authentications.add(request.getLookupKey(), wallet)
                : authentications.replace(request.getOldLookupKey(), request.getLookupKey(), wallet);
        return stored.thenReturn(StoreAuthenticationResponse.getDefaultInstance());
    }

    @Override
    public Mono<GetAuthenticationResponse> getAuthentication(GetAuthenticationRequest request) {
        return authentications
                .find(request.getLookupKey())
                .map(wallet -> GetAuthenticationResponse.newBuilder()
                        .setIv(wallet.ivHex())
                        .setCipherText(wallet.cipherTextHex())
                        .build());
    }

    private static EncryptedWallet wallet(StoreAuthenticationRequest request) {
        try {
            return EncryptedWallet.fromHex(request.getIv(), request.getCipherText());
        } catch (IllegalArgumentException malformed) {
            throw new ApiException(ErrorReason.ERROR_REASON_FIELD_INVALID, String.valueOf(malformed.getMessage()));
        }
    }
}
