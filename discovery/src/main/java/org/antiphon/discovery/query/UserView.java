package org.antiphon.discovery.query;

import org.antiphon.discovery.model.User;
import org.antiphon.discovery.model.UserCounts;

/**
 * A user as somebody sees them.
 *
 * @param isFollowed whether the viewer follows the user
 * @param isFollower whether the user follows the viewer
 */
public record UserView(User user, UserCounts counts, boolean isFollowed, boolean isFollower) {}
