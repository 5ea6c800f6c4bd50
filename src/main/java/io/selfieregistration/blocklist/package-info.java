/**
 * Block list: faces of a workspace that operators want refused, each with a reason and an
 * expiry. A selfie with such a face is refused like a poor one; operators alone see why.
 */
@ApplicationModule(displayName = "Block list", allowedDependencies = { "application", "encryption", "face",
		"face :: recognition", "jdbc", "operator", "platform", "request", "template", "web" })
package io.selfieregistration.blocklist;

import org.springframework.modulith.ApplicationModule;
