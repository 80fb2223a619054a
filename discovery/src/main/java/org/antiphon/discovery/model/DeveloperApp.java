package org.antiphon.discovery.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program that users can let act for them.
 *
 * @param address of the key that signs for it, in lower case
 * @param userId whose app it is
 * @param redirectUris where its users may be sent after they allowed it, a list of texts
 * @param isPersonalAccess whether its user made it for no one else
 */
public record DeveloperApp(
        String address,
        long userId,
        String name,
        @Nullable String description,
        @Nullable String imageUrl,
        @Nullable JsonNode redirectUris,
        boolean isPersonalAccess,
        boolean isDelete,
        Instant createdAt,
        Instant updatedAt,
        long blockNumber)
        implements Row {
    public DeveloperApp {
        redirectUris = Json.orAbsent(redirectUris);
    }

    @Override
    public Key.DeveloperAppKey key() {
        return new Key.DeveloperAppKey(address);
    }

    @Override
    public List<Lookup<?>> foundBy() {
        return isDelete ? List.of() : List.of(new Lookup.LiveAppsOfUser(userId));
    }

    /** The app as its user deleted it. */
    public DeveloperApp deleted(Instant time, long block) {
        return new DeveloperApp(
                address,
                userId,
                name,
                description,
                imageUrl,
                redirectUris,
                isPersonalAccess,
                true,
                createdAt,
                time,
                block);
    }
}
