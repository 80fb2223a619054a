package org.antiphon.discovery.rules;

import org.antiphon.discovery.model.Follow;
import org.antiphon.discovery.model.Key;
import org.antiphon.discovery.model.Repost;
import org.antiphon.discovery.model.Save;
import org.antiphon.discovery.model.Track;
import org.antiphon.discovery.model.TrackRoute;
import org.antiphon.discovery.model.User;
import org.jspecify.annotations.Nullable;

/**
 * The index as an action finds it: with every earlier action applied. Rules read only what they asked for; an id that
 * nothing can have names nothing.
 */
public interface State {
    @Nullable
    User user(long userId);

    @Nullable
    User userByWallet(String wallet);

    @Nullable
    User userByHandle(String handle);

    @Nullable
    Track track(long trackId);

    @Nullable
    TrackRoute route(Key.RouteKey key);

    @Nullable
    Follow follow(Key.FollowKey key);

    @Nullable
    Save save(Key.SaveKey key);

    @Nullable
    Repost repost(Key.RepostKey key);
}
