package org.antiphon.discovery.rules;

/** The kinds of reasons for which an action has no effect; few, so that they can label a metric. */
public enum Rejection {
    /** No rule knows this entity type with this action. */
    ACTION_UNKNOWN,
    /** The event can't be read. */
    EVENT_MALFORMED,
    /** The event is about something of which no earlier event told. */
    EVENT_UNEXPECTED,
    /** The metadata is missing, can't be read, or a field is out of its bounds. */
    METADATA_INVALID,
    /** The id is out of the range for its kind. */
    ID_INVALID,
    /** The id belongs to something already. */
    ID_TAKEN,
    /** There is no such user, or the user has left. */
    USER_UNKNOWN,
    /** There is no such track, or it was deleted. */
    TRACK_UNKNOWN,
    /** There is no such playlist or album, or it was deleted. */
    PLAYLIST_UNKNOWN,
    /** There is no such comment, or it was deleted. */
    COMMENT_UNKNOWN,

    /** The artist wants no comments on the track. */
    COMMENTS_DISABLED,

    /** There is no such remix contest, or it was called off. */
    CONTEST_UNKNOWN,

    /** The user has no email address in the index. */
    EMAIL_UNKNOWN,

    /** There is no such app, or it was deleted. */
    APP_UNKNOWN,
    /** Nobody let the grantee act for the user. */
    GRANT_UNKNOWN,
    /** The user lets the grantee act already, or has asked. */
    GRANT_EXISTS,
    /** A signature within the metadata is not one of the message that is expected. */
    SIGNATURE_INVALID,
    /** The user has as many of these as anyone may have. */
    LIMIT_REACHED,
    /** The signer may not act for the user. */
    SIGNER_NOT_ALLOWED,
    /** The handle is not of the allowed form, or reserved. */
    HANDLE_INVALID,
    /** The handle belongs to another user. */
    HANDLE_TAKEN,
    /** The wallet is a user already, or belongs to one. */
    WALLET_TAKEN,
    /** The thing belongs to somebody else. */
    NOT_OWNER,
    /** The genre is not one of the protocol's. */
    GENRE_UNKNOWN,
    /** The conditions for listening or downloading contradict one another. */
    CONDITIONS_INVALID,
    /** The thing is for those only who were given its link. */
    NOT_PUBLIC,
    /** The user did not allow to be named as the one in whose style a machine made a track. */
    ATTRIBUTION_NOT_ALLOWED,
    /** Users can't follow themselves, nor save or repost what is their own. */
    OWN_ITEM,
    /** A rule failed: a fault of ours, which must not stop the index. */
    RULE_FAILED
}
