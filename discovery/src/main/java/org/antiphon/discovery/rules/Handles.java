package org.antiphon.discovery.rules;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which handles a user may take: those that can stand alone in a URL without meaning something else there. */
final class Handles {
    static final int MAX_LENGTH = 30;

    private static final Pattern FORM = Pattern.compile("[a-z0-9_.]{1," + MAX_LENGTH + "}");
    private static final Set<String> ROUTES = Set.of(
            ".",
            "..",
            "about",
            "account",
            "admin",
            "album",
            "albums",
            "antiphon",
            "api",
            "app",
            "audio",
            "audius",
            "block_confirmation",
            "chat",
            "check",
            "comments",
            "content",
            "dashboard",
            "discover",
            "download",
            "embed",
            "error",
            "explore",
            "favicon.ico",
            "favorites",
            "feed",
            "follow",
            "followers",
            "following",
            "grpc",
            "health",
            "health_check",
            "help",
            "history",
            "home",
            "index.html",
            "legal",
            "library",
            "login",
            "logout",
            "messages",
            "metrics",
            "moderator",
            "notifications",
            "null",
            "oauth",
            "official",
            "playlist",
            "playlists",
            "plays",
            "privacy",
            "profile",
            "relay",
            "remixes",
            "reposts",
            "resolve",
            "rewards",
            "robots.txt",
            "search",
            "settings",
            "signin",
            "signout",
            "signup",
            "staff",
            "staking",
            "static",
            "status",
            "stream",
            "support",
            "tags",
            "terms",
            "track",
            "tracks",
            "trending",
            "undefined",
            "unknown",
            "upload",
            "uploads",
            "user",
            "users",
            "v1",
            "wallet");
    private static final Set<String> MOODS = Set.of(
            "aggressive",
            "brooding",
            "cool",
            "defiant",
            "easygoing",
            "empowering",
            "energizing",
            "excited",
            "fiery",
            "gritty",
            "melancholy",
            "other",
            "peaceful",
            "romantic",
            "rowdy",
            "sensual",
            "sentimental",
            "serious",
            "sophisticated",
            "stirring",
            "tender",
            "upbeat",
            "yearning");
    private static final Set<String> GENRES = Genres.ALL.stream()
            .map(genre -> genre.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_.]", ""))
            .collect(Collectors.toUnmodifiableSet());

    private Handles() {}

    static boolean isWellFormed(String handle) {
        return FORM.matcher(handle).matches();
    }

    static boolean isReserved(String handle) {
        return ROUTES.contains(handle) || MOODS.contains(handle) || GENRES.contains(handle);
    }
}
