package org.antiphon.discovery.grpc;

import static org.antiphon.discovery.grpc.Optionals.ifPresent;

import org.antiphon.discovery.model.Profile;
import org.antiphon.discovery.query.UserView;
import org.antiphon.proto.discovery.v1.User;

/** Users as the proto defines them. */
final class UserMessages {
    private final ImageUrls images;

    UserMessages(ImageUrls images) {
        this.images = images;
    }

    User of(UserView view) {
        var user = view.user();
        var counts = view.counts();
        var message = User.newBuilder()
                .setId(user.userId())
                .setHandle(user.handle())
                .setWallet(user.wallet())
                .setErcWallet(user.wallet())
                .setIsVerified(user.isVerified())
                .setIsDeactivated(user.isDeactivated())
                .setIsAvailable(!user.isDeactivated())
                .setTrackCount(counts.trackCount())
                .setFollowerCount(counts.followerCount())
                .setFolloweeCount(counts.followeeCount())
                .setRepostCount(counts.repostCount())
                .setCreatedAt(Times.of(user.createdAt()))
                .setUpdatedAt(Times.of(user.updatedAt()))
                .setBlocknumber(user.blockNumber())
                .setDoesCurrentUserFollow(view.isFollowed())
                .setDoesFollowCurrentUser(view.isFollower());
        ifPresent(user.metadataMultihash(), message::setMetadataMultihash);
        describe(user.profile(), message);
        return message.build();
    }

    private void describe(Profile profile, User.Builder message) {
        message.setName(profile.name());
        ifPresent(profile.bio(), message::setBio);
        ifPresent(profile.location(), message::setLocation);
        ifPresent(
                profile.profilePictureSizes(),
                reference -> message.setProfilePictureSizes(reference).setProfilePicture(images.square(reference)));
        ifPresent(
                profile.coverPhotoSizes(),
                reference -> message.setCoverPhotoSizes(reference).setCoverPhoto(images.backdrop(reference)));
        ifPresent(profile.splWallet(), message::setSplWallet);
        ifPresent(profile.splUsdcPayoutWallet(), message::setSplUsdcPayoutWallet);
        ifPresent(profile.artistPickTrackId(), message::setArtistPickTrackId);
        ifPresent(profile.twitterHandle(), message::setTwitterHandle);
        ifPresent(profile.instagramHandle(), message::setInstagramHandle);
        ifPresent(profile.tiktokHandle(), message::setTiktokHandle);
        ifPresent(profile.website(), message::setWebsite);
        ifPresent(profile.donation(), message::setDonation);
    }
}
