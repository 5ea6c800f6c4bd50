/** Webhooks by HTTP, signed by Standard Webhooks and guarded against request forgery. */
package io.selfieregistration.publishing.http;
