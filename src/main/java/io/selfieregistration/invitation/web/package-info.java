/** The API of capture links, the development outbox, and the start page. */
package io.selfieregistration.invitation.web;
