/** Webhooks over HTTP, signed as Standard Webhooks and protected against SSRF. */
package io.selfieregistration.publishing.http;
