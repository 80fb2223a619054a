package org.antiphon.discovery.model;

import org.jspecify.annotations.Nullable;

/** What users tell about themselves. */
public record Profile(
        String name,
        @Nullable String bio,
        @Nullable String location,
        @Nullable String profilePictureSizes,
        @Nullable String coverPhotoSizes,
        @Nullable String splWallet,
        @Nullable String splUsdcPayoutWallet,
        @Nullable Long artistPickTrackId,
        @Nullable String twitterHandle,
        @Nullable String instagramHandle,
        @Nullable String tiktokHandle,
        @Nullable String website,
        @Nullable String donation) {
    /** A profile that tells no more than a name. */
    public static Profile named(String name) {
        return new Profile(name, null, null, null, null, null, null, null, null, null, null, null, null);
    }
}
